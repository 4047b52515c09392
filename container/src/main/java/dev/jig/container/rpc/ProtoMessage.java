// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A message in protobuf's wire format, its fields by number. Unknown fields cost nothing but their
/// bytes; what is absent reads as empty. A value.
public final class ProtoMessage {
    private static final int MAX_FIELDS = 1_000_000;
    private static final int MAX_SHIFT = 63;

    private record Entry(int number, long value, int from, int to) {}

    private final byte[] bytes;
    private final List<Entry> fields = new ArrayList<>();
    private int at;
    private final int end;

    private ProtoMessage(byte[] bytes, int from, int to) throws IOException {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
        while (at < end) {
            field();
        }
    }

    /// @throws IOException if it is none
    public static ProtoMessage of(byte[] bytes) throws IOException {
        return new ProtoMessage(bytes, 0, bytes.length);
    }

    private void field() throws IOException {
        long key = varint();
        int number = (int) (key >>> 3);
        if (number == 0 || fields.size() >= MAX_FIELDS) {
            throw new IOException("not a protobuf message");
        }
        switch ((int) key & 7) {
            case 0 -> fields.add(new Entry(number, varint(), 0, 0));
            case 1 -> skip(number, Long.BYTES);
            case 2 -> skip(number, varint());
            case 5 -> skip(number, Integer.BYTES);
            default -> throw new IOException("not a protobuf message: wire type " + (key & 7));
        }
    }

    private void skip(int number, long size) throws IOException {
        if (size < 0 || size > end - at) {
            throw new IOException("a protobuf field beyond its message");
        }
        int from = at;
        at += (int) size;
        fields.add(new Entry(number, 0, from, at));
    }

    private long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift <= MAX_SHIFT; shift += 7) {
            if (at >= end) {
                throw new IOException("a protobuf message that ends early");
            }
            byte next = bytes[at++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IOException("a protobuf number that is too long");
    }

    /// A number; the last one counts, 0 if there is none.
    public long number(int field) {
        return fields.stream()
                .filter(entry -> entry.number() == field)
                .mapToLong(Entry::value)
                .reduce(0, (_, last) -> last);
    }

    /// A string; the last one counts, `""` if there is none.
    public String text(int field) {
        String text = "";
        for (Entry entry : fields) {
            if (entry.number() == field) {
                text = new String(bytes, entry.from(), entry.to() - entry.from(), UTF_8);
            }
        }
        return text;
    }

    /// Bytes; empty if there are none.
    public byte[] bytes(int field) {
        byte[] found = new byte[0];
        for (Entry entry : fields) {
            if (entry.number() == field) {
                found = Arrays.copyOfRange(bytes, entry.from(), entry.to());
            }
        }
        return found;
    }

    /// All messages of a repeated field.
    ///
    /// @throws IOException if one is damaged
    public List<ProtoMessage> messages(int field) throws IOException {
        List<ProtoMessage> messages = new ArrayList<>();
        for (Entry entry : fields) {
            if (entry.number() == field) {
                messages.add(new ProtoMessage(bytes, entry.from(), entry.to()));
            }
        }
        return messages;
    }

    /// A message; an empty one if there is none.
    ///
    /// @throws IOException if it is damaged
    public ProtoMessage message(int field) throws IOException {
        List<ProtoMessage> all = messages(field);
        return all.isEmpty() ? of(new byte[0]) : all.getLast();
    }

    /// A field of type `map<string, string>`.
    ///
    /// @throws IOException if it is damaged
    public Map<String, String> texts(int field) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (ProtoMessage entry : messages(field)) {
            texts.put(entry.text(1), entry.text(2));
        }
        return texts;
    }
}
