// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/// Floating-point numbers in decimal.
public final class RealText {
    /// The most bytes of a number in its shortest form.
    public static final int MAX_BYTES = 32 + Memory.SLACK;

    /// Decimals beyond this are not kept.
    public static final int MAX_PRECISION = 15;

    /// The most bytes of a number with decimals: up to 309 digits before the point.
    public static final int MAX_FIXED_BYTES = 309 + MAX_PRECISION + 2 + Memory.SLACK;

    private static final double[] POWERS = powers();
    private static final double MAX_EXACT = 1L << 53;

    private RealText() {}

    private static double[] powers() {
        double[] powers = new double[MAX_PRECISION + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    /// A number of 4 or 8 bytes.
    public static double read(long at, int size) {
        return size == Float.BYTES
                ? Float.intBitsToFloat(Memory.integer(at))
                : Double.longBitsToDouble(Memory.longInteger(at));
    }

    /// The fewest digits that read back as the same number of `size` bytes. Allocates only for
    /// numbers of more than 15 digits.
    ///
    /// @param value finite
    public static long shortest(double value, int size, long out) {
        for (int decimals = 0; decimals <= MAX_PRECISION; decimals++) {
            double scaled = Math.rint(value * POWERS[decimals]);
            if (Math.abs(scaled) >= MAX_EXACT) {
                break;
            }
            if (reads(scaled / POWERS[decimals], value, size)) {
                return digits((long) scaled, value, decimals, out);
            }
        }
        String text = size == Float.BYTES ? Float.toString((float) value) : Double.toString(value);
        return put(text, out);
    }

    private static boolean reads(double decimal, double value, int size) {
        return size == Float.BYTES ? (float) decimal == (float) value : decimal == value;
    }

    /// A number with exactly that many decimals.
    ///
    /// @param value finite
    /// @param decimals 0 to 15
    public static long fixed(double value, int decimals, long out) {
        double scaled = Math.rint(value * POWERS[decimals]);
        return Math.abs(scaled) < MAX_EXACT
                ? digits((long) scaled, value, decimals, out)
                : put(exact(value, decimals), out);
    }

    private static String exact(double value, int decimals) {
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static long digits(long scaled, double value, int decimals, long start) {
        long out = start;
        if (Math.copySign(1, value) < 0) {
            Memory.putByte(out++, '-');
        }
        long power = (long) POWERS[decimals];
        long whole = Math.abs(scaled) / power;
        out = Digits.unsigned(whole, out);
        return decimals == 0 ? out : fraction(Math.abs(scaled) - whole * power, decimals, out);
    }

    private static long fraction(long rest, int decimals, long out) {
        Memory.putByte(out, '.');
        long left = rest;
        for (int i = decimals; i > 0; i--) {
            Memory.putByte(out + i, (int) ('0' + left % 10));
            left /= 10;
        }
        return out + 1 + decimals;
    }

    private static long put(String ascii, long out) {
        byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
        return Memory.copy(bytes, bytes.length, out);
    }
}
