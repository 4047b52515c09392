// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.btf;

import dev.jig.object.MalformedObjectException;
import java.util.HashMap;
import java.util.Map;

/// Sizes and alignments of types on a 64-bit machine. Remembers the alignments it found, so that
/// types nested in many ways cost each type once.
final class BtfLayout {
    private static final int MAX_DEPTH = 32;
    private static final int POINTER_SIZE = 8;

    private final Btf btf;
    private final Map<Integer, Integer> alignments = new HashMap<>();

    BtfLayout(Btf btf) {
        this.btf = btf;
    }

    static long sizeOf(Btf btf, int id) {
        long count = 1;
        int at = id;
        for (int depth = 0; depth < MAX_DEPTH; depth++) {
            switch (btf.kind(at)) {
                case INT, STRUCT, UNION, ENUM, ENUM64, FLOAT, DATA_SECTION -> {
                    return product(id, count, Integer.toUnsignedLong(btf.target(at)));
                }
                case POINTER -> {
                    return product(id, count, POINTER_SIZE);
                }
                case ARRAY -> {
                    count = product(id, count, Integer.toUnsignedLong(btf.word(at, 2)));
                    at = btf.word(at, 0);
                }
                case TYPEDEF, VOLATILE, CONST, RESTRICT, TYPE_TAG, VARIABLE -> at = btf.target(at);
                default -> throw without("size", id);
            }
        }
        throw without("size", id);
    }

    private static long product(int id, long count, long size) {
        long product = count * size;
        if (product > Integer.MAX_VALUE) {
            throw new MalformedObjectException(
                    "read btf: type %d is larger than 2 GiB".formatted(id));
        }
        return product;
    }

    int alignOf(int id) {
        return alignOf(id, 0);
    }

    private int alignOf(int id, int depth) {
        Integer known = alignments.get(id);
        if (known != null) {
            return known;
        }
        if (depth == MAX_DEPTH) {
            throw without("alignment", id);
        }
        int alignment = compute(id, depth);
        alignments.put(id, alignment);
        return alignment;
    }

    private int compute(int id, int depth) {
        return switch (btf.kind(id)) {
            case INT, ENUM, ENUM64, FLOAT -> Math.clamp(btf.target(id), 1, POINTER_SIZE);
            case POINTER -> POINTER_SIZE;
            case ARRAY -> alignOf(btf.word(id, 0), depth + 1);
            case STRUCT, UNION -> composite(id, depth);
            case TYPEDEF, VOLATILE, CONST, RESTRICT, TYPE_TAG, VARIABLE ->
                    alignOf(btf.target(id), depth + 1);
            default -> throw without("alignment", id);
        };
    }

    private int composite(int id, int depth) {
        int strictest = 1;
        boolean packed = false;
        for (int index = 0; index < btf.elements(id); index++) {
            int alignment = alignOf(btf.memberType(id, index), depth + 1);
            strictest = Math.max(strictest, alignment);
            packed |= displaced(id, index, alignment);
        }
        return packed || btf.target(id) % strictest != 0 ? 1 : strictest;
    }

    private boolean displaced(int id, int index, int alignment) {
        return btf.memberBits(id, index) == 0
                && btf.memberBitOffset(id, index) % (alignment * 8) != 0;
    }

    private static MalformedObjectException without(String what, int id) {
        return new MalformedObjectException("read btf: type %d has no %s".formatted(id, what));
    }
}
