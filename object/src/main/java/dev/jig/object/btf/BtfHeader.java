// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.btf;

import dev.jig.object.MalformedObjectException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The sections of a `.BTF` blob, cut by its header.
///
/// @param layout the optional section that tells the length of each kind, empty if absent
record BtfHeader(ByteOrder order, ByteBuffer types, ByteBuffer strings, ByteBuffer layout) {
    static final int MAGIC = 0xeb9f;
    static final int SIZE = 24;
    private static final int SIZE_WITH_LAYOUT = 32;

    static BtfHeader parse(ByteBuffer raw) {
        if (raw.limit() < SIZE) {
            throw new MalformedObjectException(
                    "read btf: %d bytes are too few for a header".formatted(raw.limit()));
        }
        ByteOrder order = orderOf(raw);
        ByteBuffer bytes = raw.duplicate().order(order);
        if (bytes.get(2) != 1) {
            throw new MalformedObjectException(
                    "read btf: version %d is not known".formatted(bytes.get(2)));
        }
        long length = Integer.toUnsignedLong(bytes.getInt(4));
        if (length < SIZE || length > bytes.limit()) {
            throw new MalformedObjectException(
                    "read btf: header length %d does not fit %d bytes"
                            .formatted(length, bytes.limit()));
        }
        return cut(bytes, (int) length);
    }

    private static BtfHeader cut(ByteBuffer bytes, int length) {
        ByteBuffer types = section(bytes, length, 8, "type");
        ByteBuffer strings = section(bytes, length, 16, "string");
        ByteBuffer layout =
                length >= SIZE_WITH_LAYOUT
                        ? section(bytes, length, 24, "layout")
                        : bytes.slice(0, 0).order(bytes.order());
        requireTerminated(strings);
        return new BtfHeader(bytes.order(), types, strings, layout);
    }

    private static ByteOrder orderOf(ByteBuffer raw) {
        int first = raw.get(0) & 0xff;
        int second = raw.get(1) & 0xff;
        if ((first | second << 8) == MAGIC) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        if ((second | first << 8) == MAGIC) {
            return ByteOrder.BIG_ENDIAN;
        }
        throw new MalformedObjectException("read btf: the magic number is missing");
    }

    private static ByteBuffer section(ByteBuffer bytes, int header, int field, String what) {
        long start = header + Integer.toUnsignedLong(bytes.getInt(field));
        long size = Integer.toUnsignedLong(bytes.getInt(field + 4));
        if (start + size > bytes.limit()) {
            throw new MalformedObjectException(
                    "read btf: %s section of %d bytes at %d ends behind the last byte %d"
                            .formatted(what, size, start, bytes.limit()));
        }
        return bytes.slice((int) start, (int) size).order(bytes.order());
    }

    private static void requireTerminated(ByteBuffer strings) {
        int size = strings.limit();
        if (size > 0 && strings.get(size - 1) != 0) {
            throw new MalformedObjectException("read btf: the last string has no end");
        }
    }
}
