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
    // calls that have nothing to do with eBPF go through the same downcall: the command's
    // (terminal,
    // signals) and those about containers (fanotify, pidfd)
    exports dev.jig.ebpf.sys to
            dev.jig.cli,
            dev.jig.container;
}
