// SPDX-License-Identifier: Apache-2.0

import org.jspecify.annotations.NullMarked;

/// The containers of this machine: which there are, what they are called, and which mount namespace
/// each lives in. Linux only; root for nearly everything.
@NullMarked
@SuppressWarnings("module") // later modules
module dev.jig.container {
    requires static transitive org.jspecify;
    requires dev.jig.ebpf;
    requires tools.jackson.core;

    exports dev.jig.container;
    // its tests do what a kubelet does
    exports dev.jig.container.rpc to
            dev.jig.cli;
}
