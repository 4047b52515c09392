// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Remembers the encoded forms of names, so that names are encoded only when they are new; ids that
/// share a place take turns. Not safe for use by several threads.
final class EncodedNames {
    private static final int PLACES = 64;

    /// Longer names are cut: the user database may hold anything.
    private static final int MAX_NAME_BYTES = 256;

    /// The most bytes of an encoded name.
    static final int MAX_BYTES = MAX_NAME_BYTES * Encoding.MAX_GROWTH;

    private final Encoding encoding;
    private final @Nullable Entry[] entries = new Entry[PLACES];

    EncodedNames(Encoding encoding) {
        this.encoding = encoding;
    }

    /// The encoded form of an id's name; null for null.
    byte @Nullable [] of(int id, byte @Nullable [] name) {
        if (name == null) {
            return null;
        }
        int place = id & (PLACES - 1);
        Entry entry = entries[place];
        if (entry == null || !Arrays.equals(entry.name, name)) {
            entry = new Entry(name, encoding);
            entries[place] = entry;
        }
        return entry.encoded;
    }

    private static final class Entry {
        final byte[] name;
        final byte[] encoded;

        Entry(byte[] name, Encoding encoding) {
            int length = Math.min(name.length, MAX_NAME_BYTES);
            this.name = name;
            this.encoded = encoding.encode(Arrays.copyOf(name, length));
        }
    }
}
