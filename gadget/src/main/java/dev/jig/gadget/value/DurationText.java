// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

/// A span of time: `10ns`, `10.00µs`, `150.00ms`, and from a second on `3.25s`, `2h30m0s`.
record DurationText(int offset) implements FieldWriter {
    private static final Literal NANOS = Literal.of("ns");
    private static final Literal MICROS = Literal.of("µs");
    private static final Literal MILLIS = Literal.of("ms");
    private static final long MICRO = 1000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;
    private static final int SIXTY = 60;
    private static final int HUNDRED = 100;
    private static final int FRACTION_DIGITS = 9;
    private static final int MAX_BYTES = 32;

    @Override
    public long write(long record, int length, long out) {
        return write(Memory.longInteger(record + offset), out);
    }

    static long write(long nanos, long out) {
        if (nanos < 0 || nanos >= SECOND) {
            return writeSeconds(nanos, out);
        }
        if (nanos < MICRO) {
            return NANOS.write(Digits.unsigned(nanos, out));
        }
        return nanos < MILLI
                ? MICROS.write(writeHundredths(nanos, MICRO, out))
                : MILLIS.write(writeHundredths(nanos, MILLI, out));
    }

    private static long writeHundredths(long nanos, long unit, long out) {
        long hundredths = (nanos * HUNDRED + unit / 2) / unit;
        long point = Digits.unsigned(hundredths / HUNDRED, out);
        Memory.putByte(point, '.');
        return Digits.two((int) (hundredths % HUNDRED), point + 1);
    }

    private static long writeSeconds(long nanos, long start) {
        long out = start;
        long seconds = Long.divideUnsigned(nanos, SECOND);
        long minutes = seconds / SIXTY;
        if (minutes >= SIXTY) {
            out = writeUnit(minutes / SIXTY, 'h', out);
        }
        if (minutes > 0) {
            out = writeUnit(minutes % SIXTY, 'm', out);
        }
        out = Digits.unsigned(seconds % SIXTY, out);
        out = writeFraction((int) Long.remainderUnsigned(nanos, SECOND), out);
        Memory.putByte(out, 's');
        return out + 1;
    }

    private static long writeUnit(long number, char unit, long out) {
        long end = Digits.unsigned(number, out);
        Memory.putByte(end, unit);
        return end + 1;
    }

    private static long writeFraction(int nanos, long out) {
        if (nanos == 0) {
            return out;
        }
        Memory.putByte(out, '.');
        Digits.nine(nanos, out + 1);
        int digits = FRACTION_DIGITS;
        while (Memory.unsignedByte(out + digits) == '0') {
            digits--;
        }
        return out + 1 + digits;
    }

    @Override
    public int maxBytes() {
        return MAX_BYTES + Memory.SLACK;
    }
}
