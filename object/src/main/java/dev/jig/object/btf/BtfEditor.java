// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.btf;

import dev.jig.object.MalformedObjectException;
import dev.jig.object.btf.BtfType.Linkage;
import dev.jig.object.btf.BtfType.SectionEntry;
import java.nio.ByteBuffer;
import java.util.List;

/// Makes a copy of BTF in which facts that only the ELF file knows are filled in: where a section's
/// variables are and who sees a function. Ids, strings and lengths stay. Not safe for use by
/// several threads.
public final class BtfEditor {
    private final Btf btf;
    private final ByteBuffer copy;
    private final int typesStart;

    /// @param btf not split
    public BtfEditor(Btf btf) {
        this.btf = btf;
        ByteBuffer raw = btf.bytes();
        this.copy = ByteBuffer.allocate(raw.limit()).order(btf.order());
        copy.put(0, raw, 0, raw.limit());
        this.typesStart = copy.getInt(4) + copy.getInt(8);
    }

    /// Corrects a DATASEC.
    ///
    /// @param size bytes
    /// @param entries as many as there were
    public void setSection(int id, int size, List<SectionEntry> entries) {
        require(id, btf.kind(id) == BtfKind.DATA_SECTION && btf.elements(id) == entries.size());
        int at = typesStart + btf.typeOffset(id);
        copy.putInt(at + 8, size);
        at += BtfOffsets.HEAD;
        for (SectionEntry entry : entries) {
            copy.putInt(at, entry.type()).putInt(at + 4, entry.offset());
            copy.putInt(at + 8, entry.size());
            at += 12;
        }
    }

    /// Corrects the linkage of a FUNC or VAR.
    public void setLinkage(int id, Linkage linkage) {
        int at = typesStart + btf.typeOffset(id);
        switch (btf.kind(id)) {
            case FUNCTION ->
                    copy.putInt(at + 4, (copy.getInt(at + 4) & ~0xffff) | linkage.ordinal());
            case VARIABLE -> copy.putInt(at + BtfOffsets.HEAD, linkage.ordinal());
            default -> require(id, false);
        }
    }

    /// The corrected copy. The editor must not be used afterwards.
    public Btf build() {
        return Btf.parse(copy);
    }

    private static void require(int id, boolean condition) {
        if (!condition) {
            throw new MalformedObjectException(
                    "correct btf: type %d is not of the expected kind".formatted(id));
        }
    }
}
