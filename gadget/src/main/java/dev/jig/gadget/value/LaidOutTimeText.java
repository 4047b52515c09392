// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import dev.jig.gadget.schema.TimeLayout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// A stamp of the boot-time clock in the author's layout. All but the second's fraction is kept
/// from event to event and made anew, with some garbage, when another second begins.
final class LaidOutTimeText implements FieldWriter {
    private static final int NANOS_PER_SECOND = 1_000_000_000;
    private static final int NANO_DIGITS = 9;

    /// The longest text of a part that is not a fraction; what is longer is cut.
    private static final int MAX_TEXT = 16;

    private final int offset;
    private final TimeText time;
    private final ZoneId zone;
    private final TimeLayout.Part[] parts;
    private final byte[][] texts;
    private long second = Long.MIN_VALUE;

    LaidOutTimeText(int offset, TimeLayout layout, TimeText time, ZoneId zone) {
        this.offset = offset;
        this.time = time;
        this.zone = zone;
        List<TimeLayout.Part> all = layout.parts();
        this.parts = all.toArray(TimeLayout.Part[]::new);
        this.texts = new byte[parts.length][];
        Arrays.fill(texts, new byte[0]);
    }

    @Override
    public long write(long record, int length, long out) {
        long unixNanos = time.unixNanos(Memory.longInteger(record + offset));
        long now = Math.floorDiv(unixNanos, NANOS_PER_SECOND);
        if (now != second) {
            startSecond(now);
        }
        int nanos = Math.floorMod(unixNanos, NANOS_PER_SECOND);
        long at = out;
        for (int i = 0; i < parts.length; i++) {
            at =
                    parts[i] instanceof TimeLayout.Fraction fraction
                            ? writeFraction(fraction, nanos, at)
                            : Memory.copy(texts[i], texts[i].length, at);
        }
        return at;
    }

    private void startSecond(long now) {
        second = now;
        ZonedDateTime local = Instant.ofEpochSecond(now).atZone(zone);
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] instanceof TimeLayout.Text text) {
                texts[i] = text(text, local);
            }
        }
    }

    private static byte[] text(TimeLayout.Text part, ZonedDateTime local) {
        String text = part.formatter().format(local);
        byte[] ascii =
                (part.lowerCase() ? text.toLowerCase(Locale.ROOT) : text)
                        .getBytes(StandardCharsets.US_ASCII);
        return ascii.length <= MAX_TEXT ? ascii : Arrays.copyOf(ascii, MAX_TEXT);
    }

    private static long writeFraction(TimeLayout.Fraction part, int nanos, long out) {
        Memory.putByte(out, part.point());
        Digits.nine(nanos, out + 1);
        int digits = part.digits();
        if (part.trimmed()) {
            while (digits > 0 && Memory.unsignedByte(out + digits) == '0') {
                digits--;
            }
            return digits == 0 ? out : out + 1 + digits;
        }
        return out + 1 + digits;
    }

    @Override
    public int maxBytes() {
        int texts = 0;
        for (TimeLayout.Part part : parts) {
            texts += part instanceof TimeLayout.Text ? MAX_TEXT : 1 + NANO_DIGITS;
        }
        return texts + Memory.SLACK;
    }
}
