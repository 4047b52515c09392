// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import dev.jig.container.Container;
import dev.jig.container.ContainerSnapshot;
import dev.jig.container.Unnamed;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Remembers what was worked out for mount namespaces: it is worked out again when what is known of
/// the container has changed, and otherwise nothing is allocated. Namespaces that share a place
/// take turns. Not safe for use by several threads.
public final class ByNamespace {
    private static final int PLACES = 256;
    private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;
    private static final int SHIFT = 56;

    private final Maker maker;
    private final @Nullable Entry[] entries = new Entry[PLACES];

    /// Works out the bytes.
    @FunctionalInterface
    public interface Maker {
        /// @param container null if there is none
        /// @param why there is no name
        byte[] make(@Nullable Container container, Unnamed why);
    }

    private static final class Entry {
        final long namespace;
        final @Nullable Container container;
        final Unnamed why;
        final byte[] bytes;

        Entry(long namespace, @Nullable Container container, Unnamed why, byte[] bytes) {
            this.namespace = namespace;
            this.container = container;
            this.why = why;
            this.bytes = bytes;
        }
    }

    public ByNamespace(Maker maker) {
        this.maker = maker;
    }

    /// The bytes for a namespace. The array must not be changed.
    public byte[] of(long namespace, ContainerSnapshot snapshot) {
        Container container = snapshot.find(namespace);
        int place = (int) ((namespace * SPREAD) >>> SHIFT);
        Entry entry = entries[place];
        if (entry != null
                && entry.namespace == namespace
                && Objects.equals(entry.container, container)
                && (container != null || entry.why == snapshot.why(namespace))) {
            return entry.bytes;
        }
        return remember(place, namespace, container, snapshot.why(namespace));
    }

    private byte[] remember(int place, long namespace, @Nullable Container container, Unnamed why) {
        byte[] bytes = maker.make(container, why);
        entries[place] = new Entry(namespace, container, why, bytes);
        return bytes;
    }
}
