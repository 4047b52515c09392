// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

/// Numbers as decimal or hexadecimal digits.
///
/// Digits are put together in a register and stored at once: a store costs the compiler dozens of
/// nodes, and C2 stops inlining in methods of too many (NodeCountInliningCutoff).
public final class Digits {
    /// The most characters of a 64-bit number, sign included.
    public static final int MAX_BYTES = 20;

    private static final int HUNDRED = 100;
    private static final int PAIRS_LENGTH = 128;
    private static final int THOUSAND = 1000;
    private static final int TEN_THOUSAND = 10_000;
    private static final int EIGHT_DIGITS = 100_000_000;
    private static final long SIXTEEN_DIGITS = 10_000_000_000_000_000L;

    /// The two digits of 0 to 99, the tens in the lower byte.
    private static final char[] PAIRS = pairs();

    private Digits() {}

    private static char[] pairs() {
        char[] pairs = new char[PAIRS_LENGTH];
        for (int i = 0; i < HUNDRED; i++) {
            pairs[i] = (char) (('0' + i / 10) | (('0' + i % 10) << Byte.SIZE));
        }
        return pairs;
    }

    /// The mask spares the bounds check.
    private static long pair(int value) {
        return PAIRS[value & (PAIRS_LENGTH - 1)];
    }

    /// A number with its sign. Stores up to {@link Memory#SLACK} bytes beyond it, as all methods
    /// here do.
    ///
    /// @return where the digits end
    public static long signed(long value, long out) {
        if (value >= 0) {
            return unsigned(value, out);
        }
        Memory.putByte(out, '-');
        return unsigned(-value, out + 1);
    }

    /// All 32 bits as a number without sign.
    ///
    /// @return where the digits end
    public static long unsigned(int value, long out) {
        return value >= 0 && value < EIGHT_DIGITS
                ? upToEight(value, out)
                : more(Integer.toUnsignedLong(value), out);
    }

    /// All 64 bits as a number without sign.
    ///
    /// @return where the digits end
    public static long unsigned(long value, long out) {
        return value >= 0 && value < EIGHT_DIGITS ? upToEight((int) value, out) : more(value, out);
    }

    // Branches, not arithmetic, tell the length: they are predicted, so that the next value need
    // not
    // wait for the digits of this one. Each has a store of its own, or the compiler would make
    // arithmetic of them; and each method is small enough (35 bytes, MaxInlineSize) to be inlined
    // however rare its numbers have been so far.

    private static long upToEight(int value, long out) {
        return value < TEN_THOUSAND ? upToFour(value, out) : fiveToEight(value, out);
    }

    private static long upToFour(int value, long out) {
        return value < HUNDRED ? oneOrTwo(value, out) : threeOrFour(value, out);
    }

    private static long oneOrTwo(int value, long out) {
        return value < 10 ? one(value, out) : two(value, out);
    }

    private static long one(int value, long out) {
        Memory.putByte(out, '0' + value);
        return out + 1;
    }

    /// Exactly two digits of 0 to 99.
    public static long two(int value, long out) {
        Memory.putWord(out, pair(value));
        return out + 2;
    }

    private static long threeOrFour(int value, long out) {
        int high = overHundred(value);
        return high < 10 ? three(value, high, out) : four(value, high, out);
    }

    private static long three(int value, int high, long out) {
        Memory.putWord(out, ('0' + high) | (pair(value - high * HUNDRED) << 8));
        return out + 3;
    }

    private static long four(int value, int high, long out) {
        Memory.putWord(out, pair(high) | (pair(value - high * HUNDRED) << 16));
        return out + 4;
    }

    private static long fiveToEight(int value, long out) {
        int high = overTenThousand(value);
        return high < HUNDRED ? fiveOrSix(value, high, out) : sevenOrEight(value, high, out);
    }

    private static long fiveOrSix(int value, int high, long out) {
        long low = lowFour(value, high);
        return high < 10 ? five(high, low, out) : six(high, low, out);
    }

    private static long five(int high, long low, long out) {
        Memory.putWord(out, ('0' + high) | (low << 8));
        return out + 5;
    }

    private static long six(int high, long low, long out) {
        Memory.putWord(out, pair(high) | (low << 16));
        return out + 6;
    }

    private static long sevenOrEight(int value, int high, long out) {
        long low = lowFour(value, high);
        return high < THOUSAND ? seven(high, low, out) : eight(high, low, out);
    }

    private static long seven(int high, long low, long out) {
        int top = overHundred(high);
        long six = pair(high - top * HUNDRED) | (low << 16);
        Memory.putWord(out, ('0' + top) | (six << 8));
        return out + 7;
    }

    private static long eight(int high, long low, long out) {
        Memory.putWord(out, fourDigits(high) | (low << 32));
        return out + 8;
    }

    private static long lowFour(int value, int high) {
        return fourDigits(value - high * TEN_THOUSAND);
    }

    private static long more(long value, long out) {
        if (value < 0 || value >= SIXTEEN_DIGITS) {
            long high = Long.divideUnsigned(value, SIXTEEN_DIGITS);
            long rest = value - high * SIXTEEN_DIGITS;
            long middle = rest / EIGHT_DIGITS;
            long end = eight((int) middle, upToEight((int) high, out));
            return eight((int) (rest - middle * EIGHT_DIGITS), end);
        }
        long high = value / EIGHT_DIGITS;
        return eight((int) (value - high * EIGHT_DIGITS), upToEight((int) high, out));
    }

    /// A quotient of a number that has no sign; the compiler would care for one.
    private static int overTenThousand(int value) {
        return (int) ((value * 0xd1b7_1759L) >>> 45);
    }

    /// A quotient of a number below ten thousand.
    private static int overHundred(int value) {
        return (value * 5243) >>> 19;
    }

    private static long eight(int value, long out) {
        Memory.putWord(out, eightDigits(value));
        return out + 8;
    }

    private static long eightDigits(int value) {
        int high = overTenThousand(value);
        return fourDigits(high) | (fourDigits(value - high * TEN_THOUSAND) << 32);
    }

    private static long fourDigits(int value) {
        int high = overHundred(value);
        return pair(high) | (pair(value - high * HUNDRED) << 16);
    }

    /// Exactly four digits of 0 to 9999.
    public static long four(int value, long out) {
        Memory.putWord(out, fourDigits(value));
        return out + 4;
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
