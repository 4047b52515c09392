// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.btf;

import dev.jig.object.MalformedObjectException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Where each type starts in the type section and which types have names, from one walk over it.
final class BtfOffsets {
    /// Bytes before the data of a kind.
    static final int HEAD = 12;

    /// Bytes that follow the head of each known kind, and bytes per element.
    private static final int[] FIXED = {
        0, 4, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 4, 0, 0
    };

    private static final int[] EACH = {
        0, 0, 0, 0, 12, 12, 8, 0, 0, 0, 0, 0, 0, 8, 0, 12, 0, 0, 0, 12
    };

    private static final int CHUNK_WORDS = 1 << 14;

    /// A kernel has 25 bytes for each type and a name for each eighth of them.
    private static final int BYTES_PER_TYPE = 24;

    private static final int TYPES_PER_NAME = 6;

    private final ByteBuffer types;
    private final int firstId;
    private final int[] fixed;
    private final int[] each;
    private int[] offsets;
    private int count;
    private int[] named;
    private int[] names;
    private int namedCount;

    private BtfOffsets(BtfHeader header, int firstId) {
        this.types = header.types();
        this.firstId = firstId;
        int known = FIXED.length;
        int laidOut = Math.min(header.layout().limit() / 4, 128);
        this.fixed = Arrays.copyOf(FIXED, Math.max(known, laidOut));
        this.each = Arrays.copyOf(EACH, fixed.length);
        for (int kind = known; kind < laidOut; kind++) {
            fixed[kind] = header.layout().get(kind * 4) & 0xff;
            each[kind] = header.layout().get(kind * 4 + 1) & 0xff;
        }
        this.offsets = new int[Math.max(16, types.limit() / BYTES_PER_TYPE)];
        this.named = new int[Math.max(16, offsets.length / TYPES_PER_NAME)];
        this.names = new int[named.length];
    }

    /// @param firstId the id of the first type
    static BtfOffsets of(BtfHeader header, int firstId) {
        BtfOffsets scan = new BtfOffsets(header, firstId);
        scan.run();
        return scan;
    }

    int count() {
        return count;
    }

    /// Where a type starts.
    int at(int id) {
        return offsets[id - firstId];
    }

    /// The ids of all types that have a name, ascending, without what {@link BtfKind#declares}: in
    /// a kernel that is most of what has a name.
    int[] namedTypes() {
        return Arrays.copyOf(named, namedCount);
    }

    /// The string offsets of their names.
    int[] namesOfTypes() {
        return Arrays.copyOf(names, namedCount);
    }

    /// Works on chunks copied to an array: in an interpreter, before anything is compiled, that is
    /// several times faster than asking the buffer for each word.
    private void run() {
        int[] words = new int[Math.min(CHUNK_WORDS, types.limit() / 4 + 1)];
        int limit = types.limit();
        int at = 0;
        while (at < limit) {
            int available = Math.min(words.length, (limit - at) / 4);
            types.slice(at, available * 4)
                    .order(types.order())
                    .asIntBuffer()
                    .get(words, 0, available);
            int next = chunk(words, available, at);
            if (next == at) {
                throw damaged(at);
            }
            at = next;
        }
    }

    /// Notes the types that start in the chunk; the place where the next one starts.
    private int chunk(int[] words, int available, int start) {
        reserve(available / (HEAD / 4) + 1);
        long at = start;
        int word = 0;
        while (word + 3 <= available) {
            int info = words[word + 1];
            int kind = info >>> 24 & 0x7f;
            if (kind == 0 || kind >= fixed.length) {
                throw damaged((int) at);
            }
            long size = HEAD + fixed[kind] + (long) (info & 0xffffff) * each[kind];
            if (at + size > types.limit() || (size & 3) != 0) {
                throw damaged((int) at);
            }
            if (words[word] != 0 && !BtfKind.of(kind).declares()) {
                names[namedCount] = words[word];
                named[namedCount++] = firstId + count;
            }
            offsets[count++] = (int) at;
            at += size;
            word = (int) Math.min(available, (at - start) / 4);
        }
        return (int) at;
    }

    private void reserve(int more) {
        offsets = withRoom(offsets, count + more);
        named = withRoom(named, namedCount + more);
        names = withRoom(names, namedCount + more);
    }

    private static int[] withRoom(int[] array, int length) {
        return length <= array.length ? array : Arrays.copyOf(array, length + length / 4);
    }

    private MalformedObjectException damaged(int at) {
        return new MalformedObjectException(
                "read btf: type %d at byte %d is of no known kind or is cut off"
                        .formatted(count + 1, at));
    }
}
