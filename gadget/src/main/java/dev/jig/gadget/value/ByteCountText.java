// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

/// Bytes with an SI unit: `512 B`, `1.0 MB`, `256 MB`.
record ByteCountText(int offset) implements FieldWriter {
    private static final String[] UNITS = {" B", " kB", " MB", " GB", " TB", " PB", " EB"};
    private static final Literal[] UNIT_TEXTS = literals();
    private static final int STEP = 1000;
    private static final int TENTHS = 10;
    private static final int MAX_BYTES = 16;

    private static Literal[] literals() {
        Literal[] texts = new Literal[UNITS.length];
        for (int i = 0; i < UNITS.length; i++) {
            texts[i] = Literal.of(UNITS[i]);
        }
        return texts;
    }

    @Override
    public long write(long record, int length, long out) {
        return write(Memory.longInteger(record + offset), out);
    }

    /// One decimal below ten of a unit, none from there on.
    static long write(long bytes, long out) {
        long unit = 1;
        int power = 0;
        while (Long.compareUnsigned(Long.divideUnsigned(bytes, unit), STEP) >= 0) {
            unit *= STEP;
            power++;
        }
        long end = power == 0 ? Digits.unsigned(bytes, out) : writeTenths(bytes, unit, out);
        return UNIT_TEXTS[power].write(end);
    }

    private static long writeTenths(long bytes, long unit, long out) {
        long whole = Long.divideUnsigned(bytes, unit);
        long rest = Long.remainderUnsigned(bytes, unit);
        int tenths = (int) (whole * TENTHS + Long.divideUnsigned(rest * TENTHS + unit / 2, unit));
        if (tenths >= TENTHS * TENTHS) {
            return Digits.unsigned(halfToEven(tenths), out);
        }
        long point = Digits.unsigned(tenths / TENTHS, out);
        Memory.putByte(point, '.');
        return Digits.unsigned(tenths % TENTHS, point + 1);
    }

    private static int halfToEven(int tenths) {
        int whole = tenths / TENTHS;
        int rest = tenths % TENTHS;
        boolean up = rest > TENTHS / 2 || (rest == TENTHS / 2 && whole % 2 == 1);
        return up ? whole + 1 : whole;
    }

    @Override
    public int maxBytes() {
        return MAX_BYTES + Memory.SLACK;
    }
}
