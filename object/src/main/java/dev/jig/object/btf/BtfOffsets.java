// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.btf;

import dev.jig.object.MalformedObjectException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Where each type starts in the type section. Finding that out reads one word a type.
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

    private final ByteBuffer types;
    private final int[] fixed;
    private final int[] each;
    private int[] offsets;
    private int count;

    private BtfOffsets(BtfHeader header) {
        this.types = header.types();
        int known = FIXED.length;
        int laidOut = Math.min(header.layout().limit() / 4, 128);
        this.fixed = Arrays.copyOf(FIXED, Math.max(known, laidOut));
        this.each = Arrays.copyOf(EACH, fixed.length);
        for (int kind = known; kind < laidOut; kind++) {
            fixed[kind] = header.layout().get(kind * 4) & 0xff;
            each[kind] = header.layout().get(kind * 4 + 1) & 0xff;
        }
        this.offsets = new int[Math.max(16, types.limit() / 36)];
    }

    static int[] of(BtfHeader header) {
        BtfOffsets scan = new BtfOffsets(header);
        scan.run();
        return Arrays.copyOf(scan.offsets, scan.count);
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
            add((int) at);
            at += size;
            word = (int) Math.min(available, (at - start) / 4);
        }
        return (int) at;
    }

    private void add(int offset) {
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, count * 2);
        }
        offsets[count++] = offset;
    }

    private MalformedObjectException damaged(int at) {
        return new MalformedObjectException(
                "read btf: type %d at byte %d is of no known kind or is cut off"
                        .formatted(count + 1, at));
    }
}
