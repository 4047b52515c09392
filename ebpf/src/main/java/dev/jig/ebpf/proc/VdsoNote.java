// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.proc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;

/// The version the kernel was built as, which it leaves in a note of the vDSO
/// (arch/x86/entry/vdso/note.S: name "Linux", type 0, `LINUX_VERSION_CODE`).
public final class VdsoNote {
    private static final int SEGMENT_NOTE = 4;
    private static final int NAME_SIZE = 8;
    private static final long NAME = 0x0000_0078_756e_694cL;

    private VdsoNote() {}

    /// @param vdso the start of the vDSO's ELF image
    /// @return `LINUX_VERSION_CODE`, empty if there is no such note
    public static OptionalInt version(ByteBuffer vdso) {
        ByteBuffer elf = vdso.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        try {
            int count = Math.min(elf.getShort(56) & 0xffff, 64);
            for (int i = 0; i < count; i++) {
                int header = Math.toIntExact(elf.getLong(32)) + i * elf.getShort(54);
                OptionalInt version = inSegment(elf, header);
                if (version.isPresent()) {
                    return version;
                }
            }
        } catch (IndexOutOfBoundsException | ArithmeticException cut) {
            // no note in what there is
        }
        return OptionalInt.empty();
    }

    private static OptionalInt inSegment(ByteBuffer elf, int header) {
        if (elf.getInt(header) != SEGMENT_NOTE) {
            return OptionalInt.empty();
        }
        int note = Math.toIntExact(elf.getLong(header + 8));
        int end = note + Math.toIntExact(elf.getLong(header + 32));
        while (note + 12 + NAME_SIZE + 4 <= end) {
            if (isVersion(elf, note)) {
                return OptionalInt.of(elf.getInt(note + 12 + NAME_SIZE));
            }
            note += 12 + padded(elf.getInt(note)) + padded(elf.getInt(note + 4));
        }
        return OptionalInt.empty();
    }

    private static boolean isVersion(ByteBuffer elf, int note) {
        return elf.getInt(note) == 6
                && elf.getInt(note + 4) == 4
                && elf.getInt(note + 8) == 0
                && elf.getLong(note + 12) == NAME;
    }

    /// Sizes beyond the image end the walk at the next access.
    private static int padded(int size) {
        return size < 0 ? Integer.MAX_VALUE / 2 : (size + 3) & ~3;
    }
}
