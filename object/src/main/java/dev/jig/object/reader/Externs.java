// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.reader;

import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfKind;
import dev.jig.object.btf.BtfType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What the object takes from elsewhere, by name: the entries of the sections `.kconfig` and
/// `.ksyms` of its BTF.
final class Externs {
    static final String KCONFIG = ".kconfig";
    static final String KSYMS = ".ksyms";

    /// @param type BTF id of the VAR or FUNC
    record Extern(String name, int type, boolean function, boolean kconfig) {}

    private final Map<String, Extern> byName = new HashMap<>();

    Externs(Btf btf) {
        collect(btf, KCONFIG);
        collect(btf, KSYMS);
    }

    private void collect(Btf btf, String section) {
        btf.find(BtfKind.DATA_SECTION, section)
                .ifPresent(id -> {
                    for (BtfType.SectionEntry entry : entries(btf, id)) {
                        add(btf, entry.type(), section.equals(KCONFIG));
                    }
                });
    }

    private static Iterable<BtfType.SectionEntry> entries(Btf btf, int id) {
        return ((BtfType.DataSection) btf.type(id)).entries();
    }

    private void add(Btf btf, int type, boolean kconfig) {
        BtfKind kind = btf.kind(type);
        if (kind == BtfKind.VARIABLE || kind == BtfKind.FUNCTION) {
            String name = btf.name(type);
            byName.put(name, new Extern(name, type, kind == BtfKind.FUNCTION, kconfig));
        }
    }

    Optional<Extern> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
