// SPDX-License-Identifier: Apache-2.0
package dev.jig.container;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The containers at one moment. Immutable; safe for use by several threads. Lookups allocate
/// nothing and take no lock.
public final class ContainerSnapshot {
    /// Nothing is known yet.
    public static final ContainerSnapshot EMPTY = new ContainerSnapshot(List.of(), -1, false);

    private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

    private final List<Container> containers;
    private final int ended;
    private final long hostNamespace;
    private final boolean complete;
    private final long[] keys;
    private final @Nullable Container[] values;
    private final int mask;

    /// @param containers also those removed a moment ago, which stand before the others
    /// @param hostNamespace mount namespace of the host's first process
    /// @param complete whether all runtimes that are here have answered
    public ContainerSnapshot(List<Container> containers, long hostNamespace, boolean complete) {
        this(containers, 0, hostNamespace, complete);
    }

    /// @param ended how many of the first ones do not run any more
    ContainerSnapshot(List<Container> containers, int ended, long hostNamespace, boolean complete) {
        this.containers = List.copyOf(containers);
        this.ended = ended;
        this.hostNamespace = hostNamespace;
        this.complete = complete;
        int size = Integer.highestOneBit(Math.max(4, containers.size())) * 4;
        keys = new long[size];
        values = new Container[size];
        mask = size - 1;
        this.containers.forEach(this::put);
    }

    /// The later one of a namespace's number counts, unless both are alive.
    private void put(Container container) {
        long key = container.execution().mountNamespace();
        if (key == 0 || key == hostNamespace) {
            return;
        }
        int place = place(key);
        Container there = values[place];
        keys[place] = key;
        values[place] = there == null ? container : SharedNamespace.of(there, container);
    }

    private int place(long key) {
        int place = (int) ((key * SPREAD) >>> 32) & mask;
        while (keys[place] != 0 && keys[place] != key) {
            place = (place + 1) & mask;
        }
        return place;
    }

    /// The container of a mount namespace; null if there is none. Of several that share it, what
    /// they have in common.
    public @Nullable Container find(long mountNamespace) {
        return mountNamespace == 0 ? null : values[place(mountNamespace)];
    }

    /// Why an event of a mount namespace has no container's name.
    public Unnamed why(long mountNamespace) {
        if (mountNamespace == hostNamespace) {
            return Unnamed.HOST;
        }
        if (mountNamespace == 0) {
            return Unnamed.LEFT;
        }
        Container container = find(mountNamespace);
        if (container == null) {
            return complete ? Unnamed.UNKNOWN : Unnamed.PENDING;
        }
        if (!container.name().isEmpty()) {
            return Unnamed.NO;
        }
        return container.id().isEmpty() ? Unnamed.SHARED : Unnamed.NAMELESS;
    }

    /// All there are, and those that were removed a moment ago.
    public List<Container> containers() {
        return containers;
    }

    /// All that run.
    public List<Container> running() {
        return containers.subList(ended, containers.size());
    }

    /// Whether all runtimes that are here have answered.
    public boolean isComplete() {
        return complete;
    }

    /// Mount namespace of the host, 0 if not known.
    public long hostNamespace() {
        return hostNamespace;
    }
}
