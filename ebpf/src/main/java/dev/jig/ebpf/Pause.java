// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

/// How long to let events gather before they are read. Waking a sleeping thread costs some
/// microseconds on both sides; when events come every few microseconds, sleeping a little first
/// lets one wake-up serve many of them. When they come rarely there is no pause, so that none is
/// late.
///
/// For one thread. The clock is the caller's, so that tests need not wait.
final class Pause {
    static final long LONGEST_NANOS = 200_000;
    static final long SHORTEST_NANOS = 25_000;

    /// A pause has to gather at least that many events to be worth it.
    private static final int WORTHWHILE = 4;

    private long nanos;
    private long lastNanos;

    /// @param nowNanos as all times here of {@link System#nanoTime()}
    Pause(long nowNanos) {
        lastNanos = nowNanos;
    }

    /// The pause to make before the next reading, 0 for none.
    long nanos() {
        return nanos;
    }

    /// Takes note of a reading.
    ///
    /// @param events how many there were
    void read(int events, long nowNanos) {
        long elapsed = Math.max(nowNanos - lastNanos, 1);
        lastNanos = nowNanos;
        // events a longest pause would gather at this rate
        double gathered = (double) events * LONGEST_NANOS / elapsed;
        if (gathered >= WORTHWHILE) {
            nanos = Math.clamp(2 * nanos, SHORTEST_NANOS, LONGEST_NANOS);
        } else {
            nanos = 0;
        }
    }
}
