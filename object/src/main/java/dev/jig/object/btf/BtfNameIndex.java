// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.btf;

import java.util.Arrays;

/// A hash table from essential names to ids: two int arrays, no object per type. One table holds
/// the types of a {@link Btf}, another what {@link BtfKind#declares}: in a kernel that is more than
/// half of all, and relocation never asks for it.
final class BtfNameIndex {
    private static final int[] NONE = {};

    private final int[] heads;

    /// The next id of the same bucket, by id minus `first`; 0 at the end.
    private final int[] next;

    private final int first;

    private BtfNameIndex(int buckets, int first, int count) {
        this.heads = new int[buckets];
        this.next = new int[count];
        this.first = first;
    }

    /// Indexes the types that `btf` itself holds, without those of its base.
    static BtfNameIndex of(Btf btf, boolean declarations) {
        int first = btf.firstId();
        int count = btf.typeCount() - first;
        int buckets = Integer.highestOneBit(Math.max(16, count)) << 1;
        BtfNameIndex index = new BtfNameIndex(buckets, first, count);
        byte[] name = new byte[BtfStrings.MAX_NAME];
        for (int id = first + count - 1; id >= first; id--) {
            if (btf.nameOffset(id) != 0 && btf.kind(id).declares() == declarations) {
                index.add(id, name, btf.copyName(id, name));
            }
        }
        return index;
    }

    private void add(int id, byte[] name, int length) {
        int bucket = bucket(name, BtfNames.essentialLength(name, 0, length));
        next[id - first] = heads[bucket];
        heads[bucket] = id;
    }

    /// Ids that may have the essential name whose bytes are given, ascending.
    int[] candidates(byte[] essentialName) {
        int[] found = NONE;
        int count = 0;
        int id = heads[bucket(essentialName, essentialName.length)];
        while (id != 0) {
            if (count == found.length) {
                found = Arrays.copyOf(found, Math.max(4, count * 2));
            }
            found[count++] = id;
            id = next[id - first];
        }
        return Arrays.copyOf(found, count);
    }

    private int bucket(byte[] name, int length) {
        int hash = length;
        for (int index = 0; index < length; index++) {
            hash = hash * 31 + name[index];
        }
        hash *= 0x9e3779b9;
        return (hash >>> 8 ^ hash) & heads.length - 1;
    }
}
