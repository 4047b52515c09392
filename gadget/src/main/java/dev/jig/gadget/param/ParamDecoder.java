// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.param;

import dev.jig.object.Bytes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Turns the bytes of a variable into what a user would write for them.
final class ParamDecoder {
    private static final int ADDRESS_BYTES = 16;
    private static final int IPV4_BYTES = 4;

    private ParamDecoder() {}

    static String decode(ParamType type, Bytes value, ByteOrder order) {
        ByteBuffer buffer = value.buffer(order);
        if (type instanceof ParamType.Whole(int size, boolean signed)) {
            return whole(buffer, size, signed);
        }
        if (type instanceof ParamType.Signal(int size)) {
            return whole(buffer, size, true);
        }
        if (type instanceof ParamType.Real(int size)) {
            return real(buffer, size);
        }
        if (type instanceof ParamType.Bool) {
            return String.valueOf(buffer.get(0) != 0);
        }
        return type instanceof ParamType.Address ? address(value) : text(value.toArray());
    }

    private static String real(ByteBuffer buffer, int size) {
        return size == Float.BYTES
                ? String.valueOf(buffer.getFloat(0))
                : String.valueOf(buffer.getDouble(0));
    }

    private static String whole(ByteBuffer buffer, int size, boolean signed) {
        return switch (size) {
            case 1 -> String.valueOf(signed ? buffer.get(0) : buffer.get(0) & 0xff);
            case 2 -> String.valueOf(signed ? buffer.getShort(0) : buffer.getShort(0) & 0xffff);
            case 4 ->
                    signed
                            ? String.valueOf(buffer.getInt(0))
                            : Integer.toUnsignedString(buffer.getInt(0));
            default ->
                    signed
                            ? String.valueOf(buffer.getLong(0))
                            : Long.toUnsignedString(buffer.getLong(0));
        };
    }

    private static String text(byte[] value) {
        int end = 0;
        while (end < value.length && value[end] != 0) {
            end++;
        }
        return new String(value, 0, end, StandardCharsets.UTF_8);
    }

    private static String address(Bytes value) {
        byte[] raw = value.toArray();
        return switch (raw[ADDRESS_BYTES]) {
            case 4 -> literal(Arrays.copyOf(raw, IPV4_BYTES));
            case 6 -> literal(Arrays.copyOf(raw, ADDRESS_BYTES));
            default -> "";
        };
    }

    private static String literal(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
