// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.sys;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Waits for descriptors to become readable, level-triggered: a descriptor that is reported and not
/// read empty is reported again. One thread at a time waits; {@link #wake()} is for any thread.
/// Owned by whoever made it.
public final class Epoll implements AutoCloseable {
    private static final int CLOSE_ON_EXEC = 02000000;
    private static final int ADD = 1;
    private static final int READABLE = 1;
    private static final int EVENTS = 64;
    private static final int EINTR = 4;

    /// What the caller's word is for the descriptor that {@link #wake()} writes to.
    private static final long WAKER = -1;

    private final Syscalls syscalls;
    private final Descriptors descriptors;
    private final int fd;
    private final int waker;
    private final int dataOffset;
    private final int stride;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment events;
    private final MemorySegment counter = arena.allocate(8, 8);
    private final MemorySegment one = arena.allocate(8, 8);
    private boolean closed;

    private Epoll(Syscalls syscalls, Descriptors descriptors, int fd, int waker) {
        this.syscalls = syscalls;
        this.descriptors = descriptors;
        this.fd = fd;
        this.waker = waker;
        dataOffset = syscalls.architecture().epollDataOffset();
        stride = dataOffset + 8;
        events = arena.allocate((long) EVENTS * stride, 8);
        one.set(JAVA_LONG_UNALIGNED, 0, 1);
    }

    /// @throws SystemCallException if the process has no descriptors left
    public static Epoll open(Syscalls syscalls, Descriptors descriptors)
            throws SystemCallException {
        int fd = checked(syscalls.call(Syscall.EPOLL_CREATE1, CLOSE_ON_EXEC));
        long waker = descriptors.eventCounter();
        if (waker < 0) {
            descriptors.close(fd);
            checked(waker);
        }
        Epoll epoll = new Epoll(syscalls, descriptors, fd, (int) waker);
        try {
            epoll.add((int) waker, WAKER);
        } catch (SystemCallException failure) {
            epoll.close();
            throw failure;
        }
        return epoll;
    }

    /// Waits for a descriptor too.
    ///
    /// @param word what {@link #word} then tells; not negative
    public void add(int watched, long word) throws SystemCallException {
        MemorySegment event = events.asSlice(0, stride);
        event.set(JAVA_INT_UNALIGNED, 0, READABLE);
        event.set(JAVA_LONG_UNALIGNED, dataOffset, word);
        checked(syscalls.call(Syscall.EPOLL_CTL, fd, ADD, watched, event.address()));
    }

    /// Goes on waiting when a signal interrupts.
    ///
    /// @param timeoutMillis negative for no limit
    /// @return how many descriptors are readable, 0 after the timeout
    public int await(long timeoutMillis) {
        long start = timeoutMillis > 0 ? System.nanoTime() : 0;
        long left = timeoutMillis;
        while (true) {
            long count = awaitOnce(left);
            if (count >= 0) {
                return (int) count;
            }
            if (timeoutMillis > 0) {
                left = Math.max(timeoutMillis - (System.nanoTime() - start) / 1_000_000, 0);
            }
        }
    }

    /// @return negative if a signal interrupted
    private long awaitOnce(long timeoutMillis) {
        long timeout = timeoutMillis < 0 ? -1 : Math.min(timeoutMillis, Integer.MAX_VALUE);
        long count = syscalls.call(Syscall.EPOLL_PWAIT, fd, events.address(), EVENTS, timeout);
        if (count < 0 && count != -EINTR) {
            throw new IllegalStateException("epoll_pwait: error " + -count);
        }
        return count;
    }

    /// The word of the i-th readable descriptor, negative if it is a wake-up, which is then over.
    public long word(int i) {
        long word = events.get(JAVA_LONG_UNALIGNED, (long) i * stride + dataOffset);
        if (word == WAKER) {
            descriptors.read(waker, counter.address(), 8);
        }
        return word;
    }

    /// Makes the current {@link #await}, or else the next one, return.
    public void wake() {
        descriptors.write(waker, one.address(), 8);
    }

    private static int checked(long result) throws SystemCallException {
        if (result < 0) {
            throw new SystemCallException("epoll", (int) -result);
        }
        return (int) result;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            descriptors.close(fd);
            descriptors.close(waker);
            arena.close();
        }
    }
}
