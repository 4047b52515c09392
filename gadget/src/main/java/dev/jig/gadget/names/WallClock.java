// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.names;

import java.time.Instant;
import java.util.function.LongSupplier;

/// Turns the boot-time clock that eBPF programs stamp events with into time since 1970.
///
/// The two clocks drift apart when the system's time is set or slewed; {@link #refresh} measures
/// their distance anew and is to be called away from the event path. Safe for use by several
/// threads; conversions allocate nothing.
public final class WallClock {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int TRIES = 3;

    private final LongSupplier bootNanos;
    private volatile long offset;

    /// @param bootNanos reads CLOCK_BOOTTIME in nanoseconds
    public WallClock(LongSupplier bootNanos) {
        this.bootNanos = bootNanos;
        refresh();
    }

    /// Nanoseconds since 1970 of a boot-time stamp; of this moment if the stamp is 0.
    public long unixNanos(long bootStamp) {
        return (bootStamp == 0 ? bootNanos.getAsLong() : bootStamp) + offset;
    }

    /// Measures the distance of the clocks: the try in which reading took the shortest counts.
    public void refresh() {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            long before = bootNanos.getAsLong();
            long wall = wallNanos();
            long after = bootNanos.getAsLong();
            if (after - before < best) {
                best = after - before;
                offset = wall - (before + (after - before) / 2);
            }
        }
    }

    private static long wallNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
    }
}
