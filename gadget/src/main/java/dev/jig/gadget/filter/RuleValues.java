// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.filter;

import java.math.BigInteger;

/// Reads the values of rules.
final class RuleValues {
    private RuleValues() {}

    /// A decimal number of that many bytes.
    static long whole(Rule rule, int size, boolean signed) {
        if (!rule.value().matches("-?[0-9]{1,20}")) {
            throw rule.refused("\"" + rule.value() + "\" is not a decimal whole number", "");
        }
        int bits = size * Byte.SIZE - (signed ? 1 : 0);
        BigInteger limit = BigInteger.ONE.shiftLeft(bits);
        BigInteger least = signed ? limit.negate() : BigInteger.ZERO;
        BigInteger value = new BigInteger(rule.value());
        if (value.compareTo(least) < 0 || value.compareTo(limit) >= 0) {
            throw rule.refused(
                    "field \"%s\" is never %s".formatted(rule.field(), value),
                    " (it is from %s to %s)".formatted(least, limit.subtract(BigInteger.ONE)));
        }
        return value.longValue();
    }

    static boolean bool(Rule rule) {
        return switch (rule.value()) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw rule.refused("\"" + rule.value() + "\" is not true or false", "");
        };
    }

    static double real(Rule rule) {
        if (!rule.value().matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,4})?")) {
            throw rule.refused("\"" + rule.value() + "\" is not a decimal number", "");
        }
        return Double.parseDouble(rule.value());
    }
}
