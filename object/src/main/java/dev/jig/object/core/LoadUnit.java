// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import dev.jig.object.btf.Btf;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// The bytes to load to get at a field: the field itself or, for a bit field, the naturally aligned
/// 1, 2, 4 or 8 bytes that hold all of it.
///
/// @param bitsBefore bits of the unit that come before the field
/// @param bits width of the field
record LoadUnit(long byteOffset, long bytes, int bitsBefore, long bits) {
    private static final int WIDEST = 8;

    /// The unit of a field; null if no unit holds the whole bit field.
    static @Nullable LoadUnit of(FieldPlace place) {
        Btf btf = place.btf();
        long size = btf.sizeOf(place.type());
        if (!place.bitField()) {
            return new LoadUnit(place.bitOffset() / 8, size, 0, size * 8);
        }
        if (size == 0 || size > WIDEST || Long.bitCount(size) != 1) {
            return null;
        }
        return widened(place, size);
    }

    /// Doubles the unit until the field fits, as libbpf does: a packed field may straddle units of
    /// its declared type.
    private static @Nullable LoadUnit widened(FieldPlace place, long size) {
        for (long unit = size; unit <= WIDEST; unit *= 2) {
            long start = place.bitOffset() / 8 / unit * unit;
            long before = place.bitOffset() - start * 8;
            if (before + place.bits() <= unit * 8) {
                return new LoadUnit(start, unit, (int) before, place.bits());
            }
        }
        return null;
    }

    /// How far to shift the unit, loaded into 64 bits, so that the field's highest bit is bit 63.
    long leftShift(ByteOrder order) {
        return order == ByteOrder.LITTLE_ENDIAN
                ? 64 - (bitsBefore + bits)
                : (WIDEST - bytes) * 8 + bitsBefore;
    }

    /// How far to shift back to leave the field alone.
    long rightShift() {
        return 64 - bits;
    }
}
