// SPDX-License-Identifier: Apache-2.0
package dev.jig.container;

import dev.jig.ebpf.BpfObject;
import dev.jig.ebpf.EventReader;
import dev.jig.ebpf.Kernel;
import dev.jig.ebpf.LoadOptions;
import dev.jig.ebpf.sys.Syscall;
import dev.jig.ebpf.sys.Syscalls;
import dev.jig.object.JigException;
import dev.jig.object.ObjectReader;
import dev.jig.object.ObjectSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/// Nobody waits for a process that is stopped. A process cannot catch SIGSTOP, but a program in the
/// kernel sees it delivered (tracepoint `signal_deliver`), takes it back by a SIGCONT before it has
/// an effect (bpf_send_signal, 5.3) and leaves word. The process then lets go of all who wait for
/// it, and stops itself. If it was told to go on meanwhile, it does not stop.
///
/// SIGTSTP (Ctrl-Z), SIGTTIN and SIGTTOU are treated alike. What stops a process without a signal,
/// as a debugger or the freezer of control groups does, is not seen.
///
/// Closing detaches the programs. One thread uses it.
final class StopGuard implements AutoCloseable {
    private static final String OBJECT = "stop_guard.bpf.o";
    private static final int MINOR_LOW_BITS = 8;
    private static final int MINOR_HIGH_SHIFT = 12;

    private final Syscalls syscalls;
    private final BpfObject object;
    private final EventReader stops;
    private int signal;

    private StopGuard(Syscalls syscalls, BpfObject object) {
        this.syscalls = syscalls;
        this.object = object;
        this.stops = EventReader.open(object.map("stops"));
    }

    /// Begins to guard this process; none where the kernel does not let it.
    static Optional<StopGuard> open(Syscalls syscalls) {
        try (Kernel kernel = Kernel.running()) {
            return Optional.of(attached(syscalls, kernel));
        } catch (JigException | IOException refused) {
            return Optional.empty();
        }
    }

    private static StopGuard attached(Syscalls syscalls, Kernel kernel) throws IOException {
        BpfObject object = BpfObject.load(spec(), kernel, LoadOptions.defaults());
        try {
            object.attachAll();
            return new StopGuard(syscalls, object);
        } catch (JigException failure) {
            object.close();
            throw failure;
        }
    }

    private static ObjectSpec spec() throws IOException {
        Path namespace = Path.of("/proc/self/ns/pid");
        return ObjectReader.read(OBJECT, bytes())
                .withValue("namespace_device", device(namespace))
                .withValue("namespace_inode", (Long) Files.getAttribute(namespace, "unix:ino"))
                .withValue("process", ProcessHandle.current().pid());
    }

    private static byte[] bytes() {
        try (InputStream in = StopGuard.class.getResourceAsStream(OBJECT)) {
            return Objects.requireNonNull(in, OBJECT).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As the kernel numbers it; the major number of such a file system is 0.
    private static long device(Path file) throws IOException {
        long device = (Long) Files.getAttribute(file, "unix:dev");
        long low = device & ((1 << MINOR_LOW_BITS) - 1);
        return low | (device >> MINOR_HIGH_SHIFT & -(1L << MINOR_LOW_BITS));
    }

    /// Readable when the process was to be stopped; stays the guard's.
    int fd() {
        return object.map("stops").fd();
    }

    /// Takes back the word that was left.
    ///
    /// @return the signal that the process was to be stopped by, 0 if there was none
    int take() {
        signal = 0;
        stops.drain(
                (memory, offset, _) -> signal = memory.get(ValueLayout.JAVA_INT_UNALIGNED, offset));
        return signal;
    }

    /// Stops this process after all, and returns when it goes on. It has nobody waiting for it.
    void stop(int by) {
        object.variable("passing").setLong(1);
        long thread = syscalls.call(Syscall.GETTID, 0);
        // to this thread: it is stopped before it returns
        syscalls.call(Syscall.TGKILL, ProcessHandle.current().pid(), thread, by);
        object.variable("passing").setLong(0);
    }

    @Override
    public void close() {
        stops.close();
        object.close();
    }
}
