// SPDX-License-Identifier: Apache-2.0
package dev.jig.container;

import dev.jig.container.hook.Questions;
import dev.jig.ebpf.sys.Descriptors;
import dev.jig.ebpf.sys.Epoll;
import dev.jig.ebpf.sys.Fanotify;
import dev.jig.ebpf.sys.Syscall;
import dev.jig.ebpf.sys.Syscalls;
import dev.jig.ebpf.sys.SystemCallException;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The thread that waits for the kernel: for processes that end (pidfd, 5.3), for questions about
/// runtimes that are executed, and for word that this process is to be stopped. It never reads a
/// file itself, so nothing can make it hang.
final class Watch implements AutoCloseable {
    private static final long QUESTION = 1L << 32;
    private static final long STOP = 1L << 33;
    private static final int NO_SUCH_PROCESS = 3;
    private static final int BUSY_MILLIS = 100;
    private static final int ENDED_MILLIS = 1000;

    private final Syscalls syscalls;
    private final Descriptors descriptors;
    private final Epoll epoll;
    private final Queue<Integer> wanted = new ConcurrentLinkedQueue<>();
    private final Map<Integer, Integer> watched = new HashMap<>();
    private final IntConsumer ended;
    private final Upkeep upkeep;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("jig-containers").unstarted(this::run);
    private @Nullable Questions questions;
    private @Nullable StopGuard guard;
    private Runnable letGo = () -> {};
    private Runnable holdAgain = () -> {};
    private volatile @Nullable StopGuard newGuard;
    private volatile boolean closed;

    /// What has to be done now and then.
    @FunctionalInterface
    interface Upkeep {
        /// @return whether it has to be done again in a second
        boolean run();
    }

    /// @param ended is told of processes that have ended
    /// @param upkeep is called at least every second as long as it wants to be
    Watch(Syscalls syscalls, IntConsumer ended, Upkeep upkeep) throws SystemCallException {
        this.syscalls = syscalls;
        this.descriptors = new Descriptors(syscalls);
        this.epoll = Epoll.open(syscalls, descriptors);
        this.ended = ended;
        this.upkeep = upkeep;
    }

    /// Also waits for a group's questions; before {@link #start} or on its thread.
    void questions(Fanotify group, Questions waiting) throws SystemCallException {
        epoll.add(group.fd(), QUESTION);
        questions = waiting;
    }

    /// Before this process is stopped nobody may wait for it any more; before {@link #start}.
    ///
    /// @param letsGo closes the group of {@link #questions}
    /// @param holdsAgain opens another
    void whenStopped(Runnable letsGo, Runnable holdsAgain) {
        letGo = letsGo;
        holdAgain = holdsAgain;
    }

    void start() {
        thread.start();
    }

    /// Also waits for this process to be stopped; any thread. The guard stays its owner's.
    void stops(StopGuard opened) {
        newGuard = opened;
        epoll.wake();
    }

    /// Tells when a process has ended; any thread.
    void process(int pid) {
        wanted.add(pid);
        epoll.wake();
    }

    private void run() {
        boolean again = false;
        boolean waiting = false;
        while (!closed) {
            int timeout = waiting ? BUSY_MILLIS : again ? ENDED_MILLIS : -1;
            int ready = epoll.await(timeout);
            for (int i = 0; i < ready; i++) {
                ready(epoll.word(i));
            }
            watchWanted();
            watchStops();
            waiting = questions != null && questions.answerOverdue();
            again = upkeep.run();
        }
        watched.values().forEach(descriptors::close);
        epoll.close();
    }

    private void ready(long word) {
        if (word == QUESTION && questions != null) {
            questions.read();
        } else if (word == STOP && guard != null) {
            stop(guard);
        } else if (word >= 0) {
            Integer fd = watched.remove((int) word);
            if (fd != null) {
                descriptors.close(fd);
                ended.accept((int) word);
            }
        }
    }

    private void watchStops() {
        StopGuard opened = newGuard;
        if (opened != null) {
            newGuard = null;
            try {
                epoll.add(opened.fd(), STOP);
                guard = opened;
            } catch (SystemCallException full) {
                // a stopped jig then holds new containers
            }
        }
    }

    private void stop(StopGuard guarding) {
        int signal = guarding.take();
        if (signal != 0) {
            questions = null;
            letGo.run();
            guarding.stop(signal);
            holdAgain.run();
        }
    }

    private void watchWanted() {
        for (Integer pid = wanted.poll(); pid != null; pid = wanted.poll()) {
            if (!watched.containsKey(pid)) {
                watch(pid);
            }
        }
    }

    private void watch(int pid) {
        long fd = syscalls.call(Syscall.PIDFD_OPEN, pid, 0);
        if (fd < 0) {
            if (fd == -NO_SUCH_PROCESS) {
                ended.accept(pid);
            }
            return;
        }
        try {
            epoll.add((int) fd, pid);
            watched.put(pid, (int) fd);
        } catch (SystemCallException full) {
            descriptors.close((int) fd);
        }
    }

    @Override
    public void close() {
        closed = true;
        if (!thread.isAlive()) {
            return;
        }
        epoll.wake();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
