// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PauseTest {
    private long now = 1_000_000;
    private final Pause pause = new Pause(now);

    private long read(int events, long laterNanos) {
        now += laterNanos;
        pause.read(events, now);
        return pause.nanos();
    }

    @Test
    void rareEventsAreReadAtOnce() {
        for (int i = 0; i < 100; i++) {
            assertThat(read(1, 1_000_000)).isZero();
        }
        assertThat(read(50, 1_000_000_000)).isZero();
        assertThat(read(0, 10)).isZero();
    }

    @Test
    void fastEventsAreGatheredLongerAndLonger() {
        assertThat(read(5, 25_000)).isEqualTo(Pause.SHORTEST_NANOS);
        assertThat(read(5, 25_000)).isEqualTo(2 * Pause.SHORTEST_NANOS);
        assertThat(read(10, 50_000)).isEqualTo(4 * Pause.SHORTEST_NANOS);
        assertThat(read(20, 100_000)).isEqualTo(Pause.LONGEST_NANOS);
        assertThat(read(40, 200_000)).isEqualTo(Pause.LONGEST_NANOS);
    }

    @Test
    void pauseEndsWithTheLoad() {
        read(1000, 100_000);
        assertThat(read(0, 200_000)).isZero();
    }
}
