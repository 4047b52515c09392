// SPDX-License-Identifier: Apache-2.0

import org.jspecify.annotations.NullMarked;

/// The kernel's side: BTF, maps, programs, links and ring buffers by bpf(2). Linux on x86-64 and
/// arm64; needs `--enable-native-access` and, for nearly everything, root.
@NullMarked
@SuppressWarnings("module") // the command is built later
module dev.jig.ebpf {
    requires static org.jspecify;
    requires transitive dev.jig.object;

    exports dev.jig.ebpf;
    // the command makes a few calls of its own (terminal, signals) through the same downcall
    exports dev.jig.ebpf.sys to
            dev.jig.cli;
}
