// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.gadget.schema.Fetching;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The moments at which a data source is asked. One thread, but for {@link #wake()}.
final class FetchTimes {
    private final Semaphore wakes = new Semaphore(0);
    private final long interval;
    private final long count;
    private long asked;
    private long next;

    /// @param now of {@link System#nanoTime()}: the first moment
    FetchTimes(Fetching fetching, long now) {
        this.interval = fetching.interval().toNanos();
        this.count = fetching.count();
        this.next = now;
    }

    boolean finished() {
        return count != 0 && asked >= count;
    }

    /// Whether it is time to ask; the next moment is one interval later then, or more if the last
    /// ones were missed.
    boolean take(long now) {
        if (finished() || now - next < 0) {
            return false;
        }
        asked++;
        next += Math.max(interval, now - next);
        return true;
    }

    /// Waits for the next moment, a wake-up or the end of the time.
    void await(long timeoutMillis, long now) {
        long limit =
                timeoutMillis < 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        long wait = finished() ? limit : Math.min(limit, next - now);
        try {
            if (wait > 0 && wakes.tryAcquire(wait, TimeUnit.NANOSECONDS)) {
                wakes.drainPermits();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    void wake() {
        wakes.release();
    }
}
