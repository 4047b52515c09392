// SPDX-License-Identifier: Apache-2.0

import org.jspecify.annotations.NullMarked;

/// The kernel's side: BTF, maps, programs, links and ring buffers by bpf(2). Linux on x86-64 and
/// arm64; needs `--enable-native-access` and, for nearly everything, root.
@NullMarked
module dev.jig.ebpf {
    requires static org.jspecify;
    requires transitive dev.jig.object;

    exports dev.jig.ebpf;
}
