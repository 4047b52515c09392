// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.reader;

import dev.jig.object.MalformedObjectException;
import dev.jig.object.btf.BtfText;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/// The `.BTF.ext` section: which functions and source lines the instructions of each ELF section
/// belong to, and their CO-RE records.
///
/// @param functions by section: byte offset, BTF id of the FUNC
/// @param lines by section: byte offset, file name, text, line and column
/// @param relocations by section: byte offset, root type, access string, kind
record ExtInfo(
        Map<String, ExtRecords> functions,
        Map<String, ExtRecords> lines,
        Map<String, ExtRecords> relocations) {
    private static final int MAGIC = 0xeb9f;
    private static final int SIZE = 24;
    private static final int SIZE_WITH_RELOCATIONS = 32;
    private static final int MAX_RECORD = 1 << 16;

    static ExtInfo none() {
        return new ExtInfo(Map.of(), Map.of(), Map.of());
    }

    /// @param raw in the file's byte order
    /// @param text the strings of the same file's BTF, which name the sections
    static ExtInfo parse(ByteBuffer raw, BtfText text) {
        ByteBuffer bytes = raw.duplicate().order(raw.order());
        require(bytes.limit() >= SIZE, "%d bytes are too few for a header", bytes.limit());
        require(
                Short.toUnsignedInt(bytes.getShort(0)) == MAGIC && bytes.get(2) == 1,
                "its magic number or version %d is not known",
                bytes.get(2));
        long header = Integer.toUnsignedLong(bytes.getInt(4));
        require(header >= SIZE && header <= bytes.limit(), "header length %d does not fit", header);
        Parser parser = new Parser(bytes, (int) header, text);
        return new ExtInfo(
                parser.records(8, 2),
                parser.records(16, 4),
                header >= SIZE_WITH_RELOCATIONS ? parser.records(24, 4) : Map.of());
    }

    /// The line and column packed in the last word of a line record.
    static int line(int word) {
        return word >>> 10;
    }

    static int column(int word) {
        return word & 0x3ff;
    }

    private static void require(boolean condition, String fact, Number value) {
        if (!condition) {
            throw new MalformedObjectException(
                    "read .BTF.ext: " + fact.replace("%d", value.toString()));
        }
    }

    /// Walks the three sub-sections, which are all made alike: a record size, then blocks of a
    /// section name, a count and that many records.
    private record Parser(ByteBuffer bytes, int header, BtfText text) {

        Map<String, ExtRecords> records(int field, int words) {
            long start = header + Integer.toUnsignedLong(bytes.getInt(field));
            long size = Integer.toUnsignedLong(bytes.getInt(field + 4));
            if (size == 0) {
                return Map.of();
            }
            require(start + size <= bytes.limit(), "a part ends behind the last byte %d", size);
            require(size >= Integer.BYTES, "a part has only %d bytes", size);
            ByteBuffer part = bytes.slice((int) start, (int) size);
            return blocks(part.order(bytes.order()), words);
        }

        private Map<String, ExtRecords> blocks(ByteBuffer part, int words) {
            int recordSize = part.getInt();
            require(
                    recordSize >= words * Integer.BYTES && recordSize <= MAX_RECORD,
                    "a record size of %d is impossible",
                    recordSize);
            Map<String, ExtRecords> found = new HashMap<>();
            while (part.hasRemaining()) {
                require(part.remaining() >= 8, "a block has only %d bytes", part.remaining());
                String section = text.at(part.getInt());
                long count = Integer.toUnsignedLong(part.getInt());
                require(count * recordSize <= part.remaining(), "a block claims %d records", count);
                block(part, count, recordSize, words, found, section);
            }
            found.replaceAll((section, records) -> records.sorted(section));
            return found;
        }

        private void block(
                ByteBuffer part,
                long count,
                int recordSize,
                int words,
                Map<String, ExtRecords> found,
                String section) {
            ExtRecords records = found.computeIfAbsent(section, _ -> new ExtRecords());
            for (long index = 0; index < count; index++) {
                int at = part.position();
                int third = words > 2 ? part.getInt(at + 8) : 0;
                int fourth = words > 2 ? part.getInt(at + 12) : 0;
                records.add(part.getInt(at), part.getInt(at + 4), third, fourth);
                part.position(at + recordSize);
            }
        }
    }
}
