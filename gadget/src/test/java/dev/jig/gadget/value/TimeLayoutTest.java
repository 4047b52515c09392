// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.gadget.output.TestNames;
import dev.jig.gadget.schema.FieldType;
import dev.jig.gadget.schema.TimeLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeLayoutTest {
    /// After {@link TestNames#BOOT}: Saturday, 2026-11-21 at 13:05:09.120000 in Kathmandu.
    private static final long STAMP = (3 * 3600 + 20 * 60 + 9) * 1_000_000_000L + 120_000_000;

    private static String text(String layout, long stamp) {
        FieldType type = new FieldType.LaidOutTime(0, TimeLayout.of(layout).orElseThrow());
        ValueContext context = ValueContext.of(TestNames.in("Asia/Kathmandu"));
        FieldWriter writer = Values.workedOut(type, Encoding.none(), context);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment record = arena.allocate(8);
            record.set(ValueLayout.JAVA_LONG, 0, stamp);
            MemorySegment out = arena.allocate(writer.maxBytes());
            long end = writer.write(record.address(), 8, out.address());
            byte[] bytes = out.asSlice(0, end - out.address()).toArray(ValueLayout.JAVA_BYTE);
            return new String(bytes, StandardCharsets.US_ASCII);
        }
    }

    /// The layouts with names are the constants of Go's package time.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            textBlock =
                    """
                    Mon Jan _2 15:04:05 2006            | Sat Nov 21 13:05:09 2026
                    02 Jan 06 15:04 -0700               | 21 Nov 26 13:05 +0545
                    Monday, 02-Jan-06 15:04:05          | Saturday, 21-Nov-26 13:05:09
                    2006-01-02T15:04:05Z07:00           | 2026-11-21T13:05:09+05:45
                    2006-01-02T15:04:05.999999999Z07:00 | 2026-11-21T13:05:09.12+05:45
                    15:04:05.000000                     | 13:05:09.120000
                    05,000                              | 09,120
                    3:04PM                              | 1:05PM
                    3:4:5 pm                            | 1:5:9 pm
                    January 2, 2006 (002)               | November 21, 2026 (325)
                    at 15 o'clock                       | at 13 o'clock
                    1.2                                 | 11.21
                    """)
    void layoutsAreGos(String layout, String expected) {
        assertThat(text(layout, STAMP)).isEqualTo(expected);
    }

    @Test
    void trimmedFractionsVanish() {
        assertThat(text("05.999", STAMP - 120_000_000)).isEqualTo("09");
        assertThat(text("05.999", STAMP - 119_000_000)).isEqualTo("09.001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "15\"04", "15\\04", "15\n04", "15é04"})
    void whatWouldHaveToBeEscapedIsRefused(String layout) {
        assertThat(TimeLayout.of(layout)).isEmpty();
    }

    @Test
    void longLayoutsAreRefused() {
        assertThat(TimeLayout.of("2006".repeat(25))).isPresent();
        assertThat(TimeLayout.of("2006".repeat(26))).isEmpty();
    }
}
