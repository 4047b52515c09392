// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.ebpf.sys.Epoll;
import dev.jig.ebpf.sys.Host;
import dev.jig.ebpf.sys.SystemCallException;
import java.util.concurrent.locks.LockSupport;

/// Waits for a buffer to have events. One thread at a time; {@link #wake()} is for any thread.
final class Waiter implements AutoCloseable {
    private final Epoll epoll;
    private final Pause pause = new Pause(System.nanoTime());
    private int next;

    private Waiter(Epoll epoll) {
        this.epoll = epoll;
    }

    static Waiter open(Host host) throws SystemCallException {
        return new Waiter(Epoll.open(host.syscalls(), host.descriptors()));
    }

    void add(int fd) throws SystemCallException {
        epoll.add(fd, next++);
    }

    /// Lets events gather if they have been coming fast.
    ///
    /// @return whether it did, so that a look at the buffer comes before {@link #await}
    boolean pausing(long timeoutMillis) {
        long nanos = pause.nanos();
        if (nanos == 0 || timeoutMillis == 0) {
            return false;
        }
        LockSupport.parkNanos(nanos);
        return true;
    }

    /// Waits until there are events, the time is over or somebody woke the waiter.
    void await(long timeoutMillis) {
        int ready = epoll.await(timeoutMillis);
        for (int i = 0; i < ready; i++) {
            epoll.word(i);
        }
    }

    /// Takes note of how many events there were.
    void read(int events) {
        pause.read(events, System.nanoTime());
    }

    void wake() {
        epoll.wake();
    }

    @Override
    public void close() {
        epoll.close();
    }
}
