// SPDX-License-Identifier: Apache-2.0
package dev.jig.image;

import dev.jig.object.MapSpec;
import dev.jig.object.MapType;
import java.util.Optional;

/// What a program does to a map by calling a helper of the kernel, and how diagrams call it.
public enum MapUse {
    LOOKUP("Lookup", 1, 1),
    UPDATE("Update", 2, 1),
    DELETE("Delete", 3, 1),
    EVENT_OUTPUT("EventOutput", 25, 2),
    PUSH("Push", 87, 1),
    POP("Pop", 88, 1),
    PEEK("Peek", 89, 1),
    LOOKUP_PERCPU("LookupPercpu", 195, 1),
    RING_OUTPUT("Output", 130, 1),
    RING_RESERVE("Reserve", 131, 1),
    RING_SUBMIT("Submit", 132, 1),
    RING_DISCARD("Discard", 133, 1),
    RING_QUERY("Query", 134, 1);

    private static final MapUse[] ALL = values();

    /// `ringbuf_reserve_dynptr`, and those to submit and discard.
    private static final int FIRST_DYNAMIC = 198;

    private static final int LAST_DYNAMIC = 200;

    private final String word;
    private final int helper;
    private final int mapRegister;

    MapUse(String word, int helper, int mapRegister) {
        this.word = word;
        this.helper = helper;
        this.mapRegister = mapRegister;
    }

    /// The word on the diagram's edge.
    public String word() {
        return word;
    }

    /// Whether edges to one map join into one: `Lookup+Update+Delete`.
    boolean joins() {
        return ordinal() <= DELETE.ordinal();
    }

    /// The register (1 or 2) that holds the map, or memory of it, when the helper is called.
    public int mapRegister() {
        return mapRegister;
    }

    /// Whether it is given memory of a map in place of the map.
    boolean ofMemory() {
        return this == RING_SUBMIT || this == RING_DISCARD;
    }

    /// Whether this is done to a ring buffer, which only jig draws.
    public boolean ofRing() {
        return compareTo(LOOKUP_PERCPU) > 0;
    }

    /// Whether a kernel lets a program do this to a map of that kind. A ring buffer of the code may
    /// be a perf buffer of the kernel.
    public boolean fits(MapSpec map) {
        MapSpec inner = map.inner();
        MapType type = map.type();
        boolean fits =
                switch (this) {
                    case EVENT_OUTPUT ->
                            type == MapType.PERF_EVENT_ARRAY || type == MapType.RINGBUF;
                    case PUSH, POP, PEEK ->
                            type == MapType.QUEUE
                                    || type == MapType.STACK
                                    || type == MapType.BLOOM_FILTER;
                    default -> !ofRing() || type == MapType.RINGBUF;
                };
        return fits || (inner != null && fits(inner));
    }

    /// By how many events an output to user space is further when this was done: room that is given
    /// back was never an event.
    public int events() {
        return switch (this) {
            case EVENT_OUTPUT, RING_OUTPUT, RING_RESERVE -> 1;
            case RING_DISCARD -> -1;
            default -> 0;
        };
    }

    /// The use that a helper stands for, ring buffer helpers included.
    ///
    /// @param helper the kernel's number, `BPF_FUNC_*`
    public static Optional<MapUse> ofAnyHelper(long helper) {
        return ofNumber(
                helper >= FIRST_DYNAMIC && helper <= LAST_DYNAMIC
                        ? helper - FIRST_DYNAMIC + RING_RESERVE.helper
                        : helper);
    }

    private static Optional<MapUse> ofNumber(long helper) {
        for (MapUse use : ALL) {
            if (use.helper == helper) {
                return Optional.of(use);
            }
        }
        return Optional.empty();
    }
}
