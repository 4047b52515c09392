// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.ebpf.sys.Descriptors;
import dev.jig.ebpf.sys.Syscall;
import dev.jig.ebpf.sys.Syscalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A thread that sleeps in poll(2) on a descriptor until it is closed. Not epoll, which refuses
/// files.
final class PollThread implements AutoCloseable {
    static final short POLLIN = 1;

    private static final int STACK_BYTES = 64 << 10;

    /// `struct pollfd`: descriptor, events wanted, events there are.
    private static final int ENTRY_BYTES = 8;

    private static final int WANTED_OFFSET = 4;
    private static final int READY_OFFSET = 6;
    private static final int EINTR = 4;
    private static final long FOREVER = 0;

    private final Descriptors descriptors;
    private final Syscalls syscalls;
    private final int watched;
    private final short wanted;
    private final Work work;
    private final int wakeUp;
    private final Thread thread;

    /// What the thread does.
    @FunctionalInterface
    interface Work {
        void run(Sleep sleep);
    }

    /// How the work waits.
    final class Sleep {
        private final MemorySegment entries;
        private final MemorySegment pause;

        private Sleep(Arena arena) {
            entries = arena.allocate(2 * ENTRY_BYTES, Integer.BYTES);
            entries.set(ValueLayout.JAVA_INT, 0, wakeUp);
            entries.set(ValueLayout.JAVA_SHORT, WANTED_OFFSET, POLLIN);
            entries.set(ValueLayout.JAVA_INT, ENTRY_BYTES, watched);
            entries.set(ValueLayout.JAVA_SHORT, ENTRY_BYTES + WANTED_OFFSET, wanted);
            pause = arena.allocate(2 * Long.BYTES, Long.BYTES);
        }

        /// Waits for the descriptor. Errors and hang-ups are told whether wanted or not.
        ///
        /// @return the events there are, 0 if the thread is to end
        short untilReady() {
            boolean ready = poll(2, FOREVER) > 0;
            return ready && !ended()
                    ? entries.get(ValueLayout.JAVA_SHORT, ENTRY_BYTES + READY_OFFSET)
                    : 0;
        }

        /// @return false if the thread is to end
        boolean pause(long nanos) {
            pause.set(ValueLayout.JAVA_LONG, Long.BYTES, nanos);
            return poll(1, pause.address()) >= 0 && !ended();
        }

        private boolean ended() {
            return entries.get(ValueLayout.JAVA_SHORT, READY_OFFSET) != 0;
        }

        private long poll(long count, long timeout) {
            long ready;
            do {
                ready = syscalls.call(Syscall.PPOLL, entries.address(), count, timeout, 0);
            } while (ready == -EINTR);
            return ready;
        }
    }

    private PollThread(String name, Syscalls syscalls, int watched, short wanted, Work work) {
        this.descriptors = new Descriptors(syscalls);
        this.syscalls = syscalls;
        this.watched = watched;
        this.wanted = wanted;
        this.work = work;
        this.wakeUp = (int) descriptors.eventCounter();
        this.thread = new Thread(null, this::run, name, STACK_BYTES);
        thread.setDaemon(true);
    }

    /// @param wanted events of the descriptor to wait for, 0 for errors and hang-ups alone
    static PollThread start(String name, Syscalls syscalls, int watched, short wanted, Work work) {
        PollThread made = new PollThread(name, syscalls, watched, wanted, work);
        made.thread.start();
        return made;
    }

    private void run() {
        try (Arena arena = Arena.ofConfined()) {
            work.run(new Sleep(arena));
        }
    }

    /// Ends the thread.
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
}
