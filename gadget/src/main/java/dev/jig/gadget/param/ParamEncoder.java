// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.param;

import dev.jig.gadget.Suggestion;
import dev.jig.gadget.UsageException;
import dev.jig.gadget.names.SignalNames;
import dev.jig.object.Bytes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// Turns what a user wrote into the bytes of a variable.
final class ParamEncoder {
    private static final List<String> TRUE = List.of("true", "1", "yes", "on");
    private static final List<String> FALSE = List.of("false", "0", "no", "off");
    private static final int ADDRESS_BYTES = 16;

    /// A decimal exponent of more digits could ask for gigabytes.
    private static final String DECIMAL =
            "[+-]?([0-9]{1,40}\\.?[0-9]{0,40}|\\.[0-9]{1,40})" + "([eE][+-]?[0-9]{1,3})?";

    private final Param param;
    private final String text;
    private final ByteOrder order;

    private ParamEncoder(Param param, String text, ByteOrder order) {
        this.param = param;
        this.text = text;
        this.order = order;
    }

    static Bytes encode(Param param, String text, ByteOrder order) {
        return new ParamEncoder(param, text, order).encode();
    }

    private Bytes encode() {
        ParamType type = param.type();
        if (type instanceof ParamType.Whole(int size, boolean signed)) {
            return whole(size, signed);
        }
        if (type instanceof ParamType.Real(int size)) {
            return real(size);
        }
        if (type instanceof ParamType.Text(int capacity)) {
            return text(capacity);
        }
        if (type instanceof ParamType.Address(int size)) {
            return address(size);
        }
        return type instanceof ParamType.Signal(int size) ? signal(size) : bool();
    }

    private Bytes whole(int size, boolean signed) {
        BigInteger number = integer();
        int bits = size * Byte.SIZE;
        BigInteger span = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits);
        BigInteger lowest = signed ? span.negate() : BigInteger.ZERO;
        BigInteger highest = span.subtract(BigInteger.ONE);
        if (number.compareTo(lowest) < 0 || number.compareTo(highest) > 0) {
            throw bad("is not between " + lowest + " and " + highest);
        }
        return bytes(size, number.longValue());
    }

    private BigInteger integer() {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.matches("[+-]?[0-9]{1,20}")) {
            return new BigInteger(lower);
        }
        if (lower.matches("0x[0-9a-f]{1,16}")) {
            return new BigInteger(lower.substring(2), 16);
        }
        throw bad("is not a whole number");
    }

    private Bytes bool() {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!TRUE.contains(lower) && !FALSE.contains(lower)) {
            throw bad("is neither true nor false");
        }
        return bytes(1, TRUE.contains(lower) ? 1 : 0);
    }

    private Bytes real(int size) {
        if (!text.matches(DECIMAL)) {
            throw bad("is not a number");
        }
        double number = new BigDecimal(text).doubleValue();
        return size == Float.BYTES
                ? bytes(size, Float.floatToRawIntBits((float) number))
                : bytes(size, Double.doubleToRawLongBits(number));
    }

    private Bytes text(int capacity) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length >= capacity) {
            throw bad("has %d bytes, at most %d fit".formatted(utf8.length, capacity - 1));
        }
        if (text.indexOf('\0') >= 0) {
            throw bad("has a NUL byte");
        }
        return Bytes.zeros(capacity).patched(0, Bytes.copyOf(utf8));
    }

    private Bytes address(int size) {
        if (text.isEmpty()) {
            return Bytes.zeros(size);
        }
        byte[] raw = InetLiteral.parse(text).map(InetAddress::getAddress).orElseThrow(this::noIp);
        ByteBuffer buffer = ByteBuffer.allocate(size).put(0, raw);
        buffer.put(ADDRESS_BYTES, (byte) (raw.length == ADDRESS_BYTES ? 6 : 4));
        return Bytes.copyOf(buffer.array());
    }

    private UsageException noIp() {
        return bad("is not an IPv4 or IPv6 address");
    }

    private Bytes signal(int size) {
        return bytes(size, SignalNames.parse(text).orElseThrow(this::noSignal));
    }

    private UsageException noSignal() {
        String name = text.toUpperCase(Locale.ROOT);
        String full = name.startsWith("SIG") ? name : "SIG" + name;
        boolean word = name.chars().anyMatch(Character::isLetter);
        String hint = word ? Suggestion.hint(full, SignalNames.common()) : "";
        return bad("is not a signal" + hint);
    }

    private Bytes bytes(int size, long number) {
        return Bytes.ofNumber(number, size, order);
    }

    private UsageException bad(String fact) {
        return new UsageException(
                "set --%s to \"%s\": that %s".formatted(param.key(), shortened(), fact));
    }

    private String shortened() {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 64 ? printable : printable.substring(0, 63) + "…";
    }
}
