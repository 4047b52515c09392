// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.btf;

import dev.jig.object.Bytes;
import java.util.Set;

/// Rewrites an object's BTF into what a kernel takes, keeping every type's id.
public final class BtfSanitizer {
    private BtfSanitizer() {}

    /// Kinds the kernel lacks become harmless ones of the same size.
    public static Bytes sanitize(Btf btf, Set<BtfSupport> supported) {
        throw new UnsupportedOperationException("" + btf.order() + supported);
    }
}
