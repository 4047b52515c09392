// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.btf;

import java.util.Arrays;

/// A hash table from essential names to ids: three int arrays, no object per type. One table holds
/// the types of a {@link Btf}, another what {@link BtfKind#declares}: in a kernel that is most of
/// what has a name, and relocation never asks for it.
final class BtfNameIndex {
    private static final int[] NONE = {};

    private final int[] ids;

    /// One more than places in `ids`; 0 where nothing is.
    private final int[] heads;

    /// The next place of the same bucket, and one; 0 at the end.
    private final int[] next;

    private BtfNameIndex(int[] ids) {
        this.ids = ids;
        this.heads = new int[Integer.highestOneBit(Math.max(16, ids.length)) << 1];
        this.next = new int[ids.length];
    }

    /// @param ids of types with names, ascending
    /// @param names the string offset of each
    static BtfNameIndex of(Btf btf, int[] ids, int[] names) {
        BtfNameIndex index = new BtfNameIndex(ids);
        byte[] name = new byte[BtfStrings.MAX_NAME];
        for (int place = ids.length - 1; place >= 0; place--) {
            index.add(place, name, btf.copyName(names[place], name));
        }
        return index;
    }

    private void add(int place, byte[] name, int length) {
        int bucket = bucket(name, BtfNames.essentialLength(name, 0, length));
        next[place] = heads[bucket];
        heads[bucket] = place + 1;
    }

    /// Ids that may have the essential name whose bytes are given, ascending.
    int[] candidates(byte[] essentialName) {
        int[] found = NONE;
        int count = 0;
        int place = heads[bucket(essentialName, essentialName.length)];
        while (place != 0) {
            if (count == found.length) {
                found = Arrays.copyOf(found, Math.max(4, count * 2));
            }
            found[count++] = ids[place - 1];
            place = next[place - 1];
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
