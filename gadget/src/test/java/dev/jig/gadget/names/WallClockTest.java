// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WallClockTest {
    private static final long TOLERANCE_NANOS = 500_000_000;

    @Test
    void stampsBecomeTimesOfDay() {
        AtomicLong boot = new AtomicLong(5_000_000_000L);
        long before = System.currentTimeMillis() * 1_000_000;
        WallClock clock = new WallClock(boot::get);
        assertThat(clock.unixNanos(5_000_000_000L)).isCloseTo(before, within(TOLERANCE_NANOS));
        assertThat(clock.unixNanos(4_000_000_000L) + 1_000_000_000L)
                .isEqualTo(clock.unixNanos(5_000_000_000L));
    }

    @Test
    void zeroMeansNow() {
        AtomicLong boot = new AtomicLong(5_000_000_000L);
        WallClock clock = new WallClock(boot::get);
        assertThat(clock.unixNanos(0)).isEqualTo(clock.unixNanos(5_000_000_000L));
    }

    @Test
    void aJumpOfTheClockIsFollowed() {
        AtomicLong boot = new AtomicLong(5_000_000_000L);
        WallClock clock = new WallClock(boot::get);
        long then = clock.unixNanos(1);
        boot.addAndGet(60_000_000_000L);
        clock.refresh();
        assertThat(then - clock.unixNanos(1)).isCloseTo(60_000_000_000L, within(TOLERANCE_NANOS));
    }

    @Test
    void theServiceEndsItsThread() {
        NameService service = NameService.start(System::nanoTime);
        assertThat(service.users().utf8(0)).isNotNull();
        service.close();
        service.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("jig-names"));
    }
}
