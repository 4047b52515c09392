// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.ebpf.sys.Descriptors;
import dev.jig.ebpf.sys.Syscall;
import dev.jig.ebpf.sys.Syscalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Notices that whoever reads our stdout has gone, although nothing is being written: in `jig run
/// trace_exec | head -1` the pipe breaks after one event and the next may be hours away. One thread
/// that sleeps in poll(2).
final class ReaderWatch implements EventStream.Watch {
    private static final int STACK_BYTES = 64 << 10;

    /// `struct pollfd`: descriptor, events wanted, events there are.
    private static final int ENTRY_BYTES = 8;

    private static final int WANTED_OFFSET = 4;
    private static final int READY_OFFSET = 6;
    private static final short POLLIN = 1;
    private static final int EINTR = 4;

    private final Descriptors descriptors;
    private final Syscalls syscalls;
    private final StopRequest stop;
    private final int wakeUp;
    private final Thread thread;

    private ReaderWatch(Syscalls syscalls, StopRequest stop) {
        this.descriptors = new Descriptors(syscalls);
        this.syscalls = syscalls;
        this.stop = stop;
        this.wakeUp = (int) descriptors.eventCounter();
        this.thread = new Thread(null, this::watch, "jig-reader-watch", STACK_BYTES);
        thread.setDaemon(true);
    }

    /// Begins to watch stdout.
    static ReaderWatch start(Syscalls syscalls, StopRequest stop) {
        ReaderWatch watch = new ReaderWatch(syscalls, stop);
        watch.thread.start();
        return watch;
    }

    /// Ends the watch and its thread.
    @Override
    public void close() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment one = arena.allocateFrom(ValueLayout.JAVA_LONG, 1);
            descriptors.write(wakeUp, one.address(), one.byteSize());
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        descriptors.close(wakeUp);
    }

    /// Errors and hang-ups are reported whether wanted or not.
    private void watch() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment entries = arena.allocate(2 * ENTRY_BYTES, Integer.BYTES);
            entries.set(ValueLayout.JAVA_INT, 0, Tty.OUT);
            entries.set(ValueLayout.JAVA_INT, ENTRY_BYTES, wakeUp);
            entries.set(ValueLayout.JAVA_SHORT, ENTRY_BYTES + WANTED_OFFSET, POLLIN);
            long ready;
            do {
                ready = syscalls.call(Syscall.PPOLL, entries.address(), 2, 0, 0);
            } while (ready == -EINTR);
            if (ready > 0 && entries.get(ValueLayout.JAVA_SHORT, READY_OFFSET) != 0) {
                stop.make();
            }
        }
    }
}
