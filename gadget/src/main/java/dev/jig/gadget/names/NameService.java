// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.names;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// What changes while events flow and is needed to show them: the names of users and groups and the
/// distance of the clocks. A thread of its own looks for changes every few seconds, so that readers
/// never wait for a file. Safe for use by several threads; {@link #close()} ends the thread.
public final class NameService implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(2);

    private final AccountNames users = AccountNames.users();
    private final AccountNames groups = AccountNames.groups();
    private final WallClock clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread upkeep;

    private NameService(LongSupplier bootNanos) {
        clock = new WallClock(bootNanos);
        upkeep = Thread.ofPlatform().daemon().name("jig-names").unstarted(this::refreshAll);
    }

    /// @param bootNanos reads CLOCK_BOOTTIME in nanoseconds
    public static NameService start(LongSupplier bootNanos) {
        NameService service = new NameService(bootNanos);
        service.upkeep.start();
        return service;
    }

    public AccountNames users() {
        return users;
    }

    public AccountNames groups() {
        return groups;
    }

    public WallClock clock() {
        return clock;
    }

    private void refreshAll() {
        try {
            while (!closed.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                users.refresh();
                groups.refresh();
                clock.refresh();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends the thread and waits for its end; closing twice does nothing.
    @Override
    public void close() {
        closed.countDown();
        try {
            upkeep.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
