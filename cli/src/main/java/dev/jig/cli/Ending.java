// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.ebpf.sys.NativeSyscalls;
import dev.jig.ebpf.sys.Syscall;
import dev.jig.ebpf.sys.Syscalls;
import java.lang.foreign.Arena;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets the command end in order when the process is told to end by SIGINT, SIGTERM or SIGHUP: the
/// command is asked to stop and its exit code becomes the process's. A second signal ends the
/// process at once, and so does a command that takes too long.
///
/// The JVM runs shutdown hooks on these signals, ignores further ones meanwhile, and would then
/// exit with 128 and the signal's number; hence the signals' default actions are put back first,
/// and the process is halted from the hook.
final class Ending {
    /// Detaching from the kernel takes tens of milliseconds a program, seconds where the processor
    /// is emulated or wanted by many; who does not want to wait signals again.
    private static final int PATIENCE_SECONDS = 30;

    private static final int[] SIGNALS = {1, 2, 15};

    /// `struct sigaction` of the kernel on x86-64; arm64's has no restorer and is shorter. All
    /// zeros means the default action.
    private static final int ACTION_BYTES = 32;

    private static final int SIGNAL_SET_BYTES = 8;

    private final StopRequest stop;
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile int code = Exit.FAILURE.code();

    private Ending(StopRequest stop) {
        this.stop = stop;
    }

    /// Begins to care for signals, for the rest of the process's life.
    static Ending install(StopRequest stop) {
        Ending ending = new Ending(stop);
        Runtime.getRuntime().addShutdownHook(new Thread(ending::run, "jig-ending"));
        return ending;
    }

    /// Ends the process with the exit code of the command that has ended.
    void finish(int exitCode) {
        code = exitCode;
        finished.countDown();
        System.exit(exitCode);
    }

    private void run() {
        if (finished.getCount() == 0) {
            return;
        }
        nextSignalEndsAtOnce();
        stop.make();
        try {
            if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("jig: ending took too long, ended by force");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(code);
    }

    private static void nextSignalEndsAtOnce() {
        Syscalls syscalls = new NativeSyscalls();
        try (Arena arena = Arena.ofConfined()) {
            long action = arena.allocate(ACTION_BYTES).address();
            for (int signal : SIGNALS) {
                syscalls.call(Syscall.RT_SIGACTION, signal, action, 0, SIGNAL_SET_BYTES);
            }
        }
    }
}
