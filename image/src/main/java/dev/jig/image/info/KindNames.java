// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.info;

import dev.jig.object.ProgramKind;
import java.util.Locale;

/// What programs of a kind are called: by the name of their section's kind, `kprobe`, `tp_btf`.
public final class KindNames {
    private KindNames() {}

    public static String of(ProgramKind kind) {
        return kind == ProgramKind.UNSPECIFIED
                ? "unknown"
                : kind.name().toLowerCase(Locale.ROOT).replace("_sleepable", ".s");
    }
}
