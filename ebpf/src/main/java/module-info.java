// SPDX-License-Identifier: Apache-2.0

import org.jspecify.annotations.NullMarked;

/// The kernel's side: BTF, maps, programs, links and ring buffers by bpf(2).
@NullMarked
module dev.jig.ebpf {
    requires static org.jspecify;
    requires transitive dev.jig.object;
}
