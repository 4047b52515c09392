// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// Runs calls side by side that wait in the kernel for most of their time. The threads are platform
/// threads, because a virtual one would hold its carrier anyway, and are gone when the call
/// returns.
final class Parallel {
    private static final int THREADS = 16;

    private Parallel() {}

    /// All items are dealt with even if one fails; the first failure is then thrown, with the
    /// others suppressed.
    static <T> void forEach(Collection<T> items, Consumer<? super T> action) {
        Queue<T> queue = new ConcurrentLinkedQueue<>(items);
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> helpers = new ArrayList<>();
        for (int i = 1; i < Math.min(items.size(), THREADS); i++) {
            helpers.add(
                    Thread.ofPlatform()
                            .name("jig-kernel-" + i)
                            .start(() -> work(queue, action, failures)));
        }
        work(queue, action, failures);
        helpers.forEach(Parallel::join);
        rethrow(failures);
    }

    private static <T> void work(
            Queue<T> queue, Consumer<? super T> action, Queue<Throwable> failures) {
        for (T item = queue.poll(); item != null; item = queue.poll()) {
            try {
                action.accept(item);
            } catch (RuntimeException | Error failure) {
                failures.add(failure);
            }
        }
    }

    /// An interruption does not stop the wait, since the thread would be left behind; it is kept.
    private static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void rethrow(Queue<Throwable> failures) {
        Throwable first = failures.poll();
        if (first == null) {
            return;
        }
        failures.forEach(first::addSuppressed);
        if (first instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) first;
    }
}
