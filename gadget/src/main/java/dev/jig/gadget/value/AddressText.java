// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

/// An IP address: dotted, or the short form of RFC 5952; empty if the version is neither 4 nor 6.
record AddressText(int offset, int versionOffset) implements FieldWriter {
    private static final int GROUPS = 8;
    private static final int MAX_BYTES = 45;
    private static final int MAPPED_GROUP = 5;
    private static final Literal GAP = Literal.of("::");
    private static final Literal MAPPED = Literal.of("::ffff:");

    @Override
    public long write(long record, int length, long out) {
        return switch (version(record)) {
            case 4 -> writeV4(record + offset, out);
            case 6 -> writeV6(record + offset, out);
            default -> out;
        };
    }

    int version(long record) {
        return Memory.unsignedByte(record + versionOffset);
    }

    private static long writeV4(long at, long start) {
        long out = start;
        for (int i = 0; i < 4; i++) {
            if (i > 0) {
                Memory.putByte(out++, '.');
            }
            out = Digits.unsigned(Memory.unsignedByte(at + i), out);
        }
        return out;
    }

    private static long writeV6(long at, long out) {
        int gap = longestZeros(at);
        int gapLength = gap < 0 ? 0 : zerosFrom(at, gap);
        if (gap == 0 && gapLength == MAPPED_GROUP && group(at, MAPPED_GROUP) == 0xffff) {
            return writeV4(at + 12, MAPPED.write(out));
        }
        return writeGroups(at, gap, gapLength, out);
    }

    private static long writeGroups(long at, int gap, int gapLength, long start) {
        long out = start;
        int i = 0;
        while (i < GROUPS) {
            if (i == gap) {
                out = GAP.write(out);
                i += gapLength;
                continue;
            }
            if (i > 0 && i != gap + gapLength) {
                Memory.putByte(out++, ':');
            }
            out = Digits.hex(group(at, i), out);
            i++;
        }
        return out;
    }

    private static int group(long at, int index) {
        return (Memory.unsignedByte(at + 2L * index) << Byte.SIZE)
                | Memory.unsignedByte(at + 2L * index + 1);
    }

    /// Where the longest run of at least two zero groups starts, -1 if there is none.
    private static int longestZeros(long at) {
        int best = -1;
        int bestLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = zerosFrom(at, i);
            if (run > bestLength) {
                best = i;
                bestLength = run;
            }
        }
        return best;
    }

    private static int zerosFrom(long at, int first) {
        int i = first;
        while (i < GROUPS && group(at, i) == 0) {
            i++;
        }
        return i - first;
    }

    @Override
    public int maxBytes() {
        return MAX_BYTES + Memory.SLACK;
    }
}
