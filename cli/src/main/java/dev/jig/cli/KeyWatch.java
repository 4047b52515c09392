// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.jig.ebpf.sys.Descriptors;
import dev.jig.ebpf.sys.Syscalls;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

/// Notices that somebody presses Enter in the terminal we run in the foreground of. The terminal's
/// settings are left alone.
final class KeyWatch implements AutoCloseable {
    private static final int LINE_BYTES = 256;

    /// How long a line waits for us if it is not for us, in nanoseconds.
    private static final long PAUSE = 250_000_000;

    private static final Path STATUS = Path.of("/proc/self/stat");
    private static final int GROUP = 2;
    private static final int FOREGROUND_GROUP = 5;

    private final Descriptors descriptors;
    private final Runnable action;
    private final PollThread thread;

    private KeyWatch(Syscalls syscalls, Runnable action) {
        this.descriptors = new Descriptors(syscalls);
        this.action = action;
        this.thread =
                PollThread.start("jig-key-watch", syscalls, Tty.IN, PollThread.POLLIN, this::watch);
    }

    /// Begins to watch stdin, which is a terminal.
    ///
    /// @param action done by the watch's own thread
    static KeyWatch start(Syscalls syscalls, Runnable action) {
        return new KeyWatch(syscalls, action);
    }

    /// Ends the watch and its thread.
    @Override
    public void close() {
        thread.close();
    }

    /// Ends when it is told to, or when the terminal has gone.
    private void watch(PollThread.Sleep sleep) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment line = arena.allocate(LINE_BYTES);
            boolean on = true;
            while (on && sleep.untilReady() == PollThread.POLLIN) {
                on = taken(line) || sleep.pause(PAUSE);
            }
        }
    }

    /// Whoever reads from a terminal in the background is stopped.
    private boolean taken(MemorySegment line) {
        if (!inForeground()) {
            return false;
        }
        if (descriptors.read(Tty.IN, line.address(), line.byteSize()) > 0) {
            action.run();
        }
        return true;
    }

    private static boolean inForeground() {
        try {
            String status = Files.readString(STATUS, US_ASCII);
            String[] words = status.substring(status.lastIndexOf(')') + 2).split(" ", -1);
            return words[GROUP].equals(words[FOREGROUND_GROUP]);
        } catch (IOException e) {
            return false;
        }
    }
}
