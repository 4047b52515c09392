// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.gadget.output.TestNames;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
    private static final DateTimeFormatter REFERENCE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSSXXX");

    /// From 1973 on, zones are off UTC by whole minutes.
    private static final long START = 94_694_400_000_000_000L;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "Europe/Berlin",
                "America/St_Johns",
                "Asia/Kathmandu",
                "Australia/Lord_Howe",
                "Pacific/Apia"
            })
    void timesAreThoseOfTheCalendar(String zone) {
        TimeText text = ValueContext.of(TestNames.in(zone)).time();
        DateTimeFormatter reference = REFERENCE.withZone(ZoneId.of(zone));
        Random random = new Random(11);
        long nanos = START;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(TimeText.MAX_BYTES);
            for (int i = 0; i < 50_000; i++) {
                nanos = Math.clamp(next(nanos, random, i), START, 9_000_000_000_000_000_000L);
                long end = text.write(nanos, out.address());
                byte[] bytes = out.asSlice(0, end - out.address()).toArray(ValueLayout.JAVA_BYTE);
                assertThat(new String(bytes, StandardCharsets.US_ASCII))
                        .isEqualTo(reference.format(Instant.ofEpochSecond(0, nanos)));
            }
        }
    }

    @Test
    void timesOutOfAnyCalendarAreTimesStill() {
        TimeText text = ValueContext.of(TestNames.utc()).time();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(TimeText.MAX_BYTES);
            for (long nanos : new long[] {Long.MIN_VALUE + 1_000_000_000, -1, 0, Long.MAX_VALUE}) {
                long end = text.write(nanos, out.address());
                byte[] bytes = out.asSlice(0, end - out.address()).toArray(ValueLayout.JAVA_BYTE);
                assertThat(new String(bytes, StandardCharsets.US_ASCII))
                        .isEqualTo(
                                REFERENCE
                                        .withZone(ZoneId.of("UTC"))
                                        .format(Instant.ofEpochSecond(0, nanos)));
            }
        }
    }

    private static long next(long nanos, Random random, int kind) {
        return switch (kind % 4) {
            case 0 -> random.nextLong(START, 9_000_000_000_000_000_000L);
            case 1 -> nanos + 1;
            case 2 -> nanos - random.nextInt(2_000_000_000);
            default -> nanos + random.nextLong(40_000_000_000_000_000L);
        };
    }
}
