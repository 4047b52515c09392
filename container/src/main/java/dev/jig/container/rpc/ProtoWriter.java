// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/// Writes a message in protobuf's wire format.
public final class ProtoWriter {
    private static final int VARINT = 0;
    private static final int BYTES = 2;
    private static final int MORE = 0x80;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /// A field of type string.
    public ProtoWriter text(int field, String value) {
        return bytes(field, value.getBytes(UTF_8));
    }

    /// A field that is a message.
    public ProtoWriter message(int field, ProtoWriter value) {
        return bytes(field, value.bytes());
    }

    private ProtoWriter bytes(int field, byte[] value) {
        varint(((long) field << 3) | BYTES);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    /// A field of type bool.
    public ProtoWriter flag(int field, boolean value) {
        return number(field, value ? 1 : 0);
    }

    /// A field of an integer type or an enumeration.
    public ProtoWriter number(int field, long value) {
        varint(((long) field << 3) | VARINT);
        varint(value);
        return this;
    }

    private void varint(long value) {
        long left = value;
        while ((left & -MORE) != 0) {
            out.write((int) ((left & (MORE - 1)) | MORE));
            left >>>= 7;
        }
        out.write((int) left);
    }

    public byte[] bytes() {
        return out.toByteArray();
    }
}
