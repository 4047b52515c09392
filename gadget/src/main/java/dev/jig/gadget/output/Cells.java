// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.schema.Column.Ellipsis;
import dev.jig.gadget.value.CodePoints;
import dev.jig.gadget.value.Literal;
import dev.jig.gadget.value.Memory;
import dev.jig.gadget.value.Utf8;

/// Fits text of printable characters into a number of a terminal's cells.
final class Cells {
    /// Bytes that {@link #fit} adds to a text beside padding.
    static final int MARK_BYTES = 3 + Memory.SLACK;

    private static final Literal MARK = Literal.of("…");
    private static final long HIGHS = 0x8080_8080_8080_8080L;

    private Cells() {}

    /// Cells that a text takes.
    static int count(long from, long end) {
        return isAscii(from, end) ? (int) (end - from) : countDecoded(from, end);
    }

    private static boolean isAscii(long from, long end) {
        long at = from;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            if ((Memory.word(at) & HIGHS) != 0) {
                return false;
            }
        }
        for (; at < end; at++) {
            if (Memory.unsignedByte(at) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static int countDecoded(long from, long end) {
        int cells = 0;
        for (long at = from; at < end; ) {
            int decoded = Utf8.decode(at, end);
            cells += cells(decoded);
            at += Utf8.bytes(decoded);
        }
        return cells;
    }

    private static int cells(int decoded) {
        return Utf8.isValid(decoded) ? CodePoints.cells(Utf8.codePoint(decoded)) : 1;
    }

    /// Writes a text, filled up with spaces to `width` cells.
    ///
    /// @return where it ends
    static long pad(long from, long end, int width, boolean right, long start) {
        int missing = Math.max(0, width - count(from, end));
        long out = right ? spaces(missing, start) : start;
        out = Memory.copy(from, (int) (end - from), out);
        return right ? out : spaces(missing, out);
    }

    /// Writes a text in exactly `width` cells, at least 1: filled up with spaces, or cut with a
    /// mark where something is missing.
    ///
    /// @return where it ends
    static long fit(long from, long end, int width, boolean right, Ellipsis ellipsis, long out) {
        if (count(from, end) <= width) {
            return pad(from, end, width, right, out);
        }
        int room = ellipsis == Ellipsis.NONE ? width : width - 1;
        int tail =
                switch (ellipsis) {
                    case END, NONE -> 0;
                    case START -> room;
                    case MIDDLE -> room / 2;
                };
        long headEnd = head(from, end, room - tail);
        long tailStart = tail(headEnd, end, tail);
        int kept = count(from, headEnd) + (width - room) + count(tailStart, end);
        long at = right ? spaces(width - kept, out) : out;
        at = Memory.copy(from, (int) (headEnd - from), at);
        at = ellipsis == Ellipsis.NONE ? at : MARK.write(at);
        at = Memory.copy(tailStart, (int) (end - tailStart), at);
        return right ? at : spaces(width - kept, at);
    }

    /// Where the longest start of a text that fits ends.
    private static long head(long from, long end, int cells) {
        long at = from;
        int left = cells;
        while (at < end) {
            int decoded = Utf8.decode(at, end);
            left -= cells(decoded);
            if (left < 0) {
                break;
            }
            at += Utf8.bytes(decoded);
        }
        return at;
    }

    /// Where the longest end of a text that fits starts; not with a mark of what is left out.
    private static long tail(long from, long end, int cells) {
        long at = from;
        int excess = count(from, end) - cells;
        while (at < end) {
            int decoded = Utf8.decode(at, end);
            int taken = cells(decoded);
            if (excess <= 0 && taken > 0) {
                break;
            }
            excess -= taken;
            at += Utf8.bytes(decoded);
        }
        return at;
    }

    private static long spaces(int count, long out) {
        for (int i = 0; i < count; i++) {
            Memory.putByte(out + i, ' ');
        }
        return out + count;
    }
}
