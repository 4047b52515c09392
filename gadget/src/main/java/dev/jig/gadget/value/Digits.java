// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

/// Numbers as decimal or hexadecimal digits.
public final class Digits {
    /// The most characters of a 64-bit number, sign included.
    public static final int MAX_BYTES = 20;

    private static final int HUNDRED = 100;
    private static final int TEN_THOUSAND = 10_000;
    private static final int MILLION = 1_000_000;
    private static final int EIGHT_DIGITS = 100_000_000;
    private static final long SIXTEEN_DIGITS = 10_000_000_000_000_000L;

    /// The two digits of 0 to 99, the tens in the lower byte.
    private static final short[] PAIRS = pairs();

    private Digits() {}

    private static short[] pairs() {
        short[] pairs = new short[HUNDRED];
        for (int i = 0; i < HUNDRED; i++) {
            pairs[i] = (short) (('0' + i / 10) | (('0' + i % 10) << Byte.SIZE));
        }
        return pairs;
    }

    /// A number with its sign.
    ///
    /// @return where the digits end
    public static long signed(long value, long out) {
        if (value >= 0) {
            return unsigned(value, out);
        }
        Memory.putByte(out, '-');
        return unsigned(-value, out + 1);
    }

    /// All 64 bits as a number without sign.
    ///
    /// @return where the digits end
    public static long unsigned(long value, long out) {
        return value >= 0 && value < EIGHT_DIGITS ? upToEight((int) value, out) : more(value, out);
    }

    private static long more(long value, long out) {
        if (value < 0 || value >= SIXTEEN_DIGITS) {
            long high = Long.divideUnsigned(value, SIXTEEN_DIGITS);
            long low = value - high * SIXTEEN_DIGITS;
            return sixteen(low, upToEight((int) high, out));
        }
        int high = (int) (value / EIGHT_DIGITS);
        return eight((int) (value - (long) high * EIGHT_DIGITS), upToEight(high, out));
    }

    private static long upToEight(int value, long out) {
        if (value < HUNDRED) {
            return upToTwo(value, out);
        }
        if (value < TEN_THOUSAND) {
            int high = value / HUNDRED;
            return two(value - high * HUNDRED, upToTwo(high, out));
        }
        return fiveToEight(value, out);
    }

    private static long fiveToEight(int value, long out) {
        int high = value / TEN_THOUSAND;
        int low = value - high * TEN_THOUSAND;
        if (value < MILLION) {
            return four(low, upToTwo(high, out));
        }
        int top = high / HUNDRED;
        return four(low, two(high - top * HUNDRED, upToTwo(top, out)));
    }

    private static long upToTwo(int value, long out) {
        if (value < 10) {
            Memory.putByte(out, '0' + value);
            return out + 1;
        }
        return two(value, out);
    }

    /// Exactly two digits of 0 to 99.
    public static long two(int value, long out) {
        Memory.putPair(out, PAIRS[value]);
        return out + 2;
    }

    /// Exactly four digits of 0 to 9999.
    public static long four(int value, long out) {
        int high = value / HUNDRED;
        Memory.putPair(out, PAIRS[high]);
        Memory.putPair(out + 2, PAIRS[value - high * HUNDRED]);
        return out + 4;
    }

    private static long eight(int value, long out) {
        int high = value / TEN_THOUSAND;
        return four(value - high * TEN_THOUSAND, four(high, out));
    }

    private static long sixteen(long value, long out) {
        int high = (int) (value / EIGHT_DIGITS);
        return eight((int) (value - (long) high * EIGHT_DIGITS), eight(high, out));
    }

    /// Exactly nine digits of 0 to 999,999,999.
    public static long nine(int value, long out) {
        int first = value / EIGHT_DIGITS;
        Memory.putByte(out, '0' + first);
        return eight(value - first * EIGHT_DIGITS, out + 1);
    }

    /// All 64 bits in lower-case hexadecimal without leading zeros.
    ///
    /// @return where the digits end
    public static long hex(long value, long out) {
        int digits = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 3) / 4);
        return hex(value, digits, out);
    }

    /// The lowest `digits` hexadecimal digits.
    ///
    /// @return where they end
    public static long hex(long value, int digits, long out) {
        for (int i = 0; i < digits; i++) {
            int digit = (int) (value >>> (4 * (digits - 1 - i))) & 0xf;
            Memory.putByte(out + i, digit < 10 ? '0' + digit : 'a' - 10 + digit);
        }
        return out + digits;
    }
}
