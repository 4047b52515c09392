// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.need;

import dev.jig.object.MapType;
import dev.jig.object.insn.HelperNames;
import java.util.Set;

/// What jig puts something older in the place of when it loads an object on a kernel that lacks it.
final class Replacements {
    private static final Set<String> READERS =
            Set.of(
                    "bpf_probe_read_user",
                    "bpf_probe_read_kernel",
                    "bpf_probe_read_user_str",
                    "bpf_probe_read_kernel_str",
                    "bpf_ktime_get_boot_ns");

    private Replacements() {}

    static boolean has(int helper) {
        return HelperNames.of(helper).filter(READERS::contains).isPresent();
    }

    /// A ring buffer becomes a perf buffer.
    static boolean has(Thing thing) {
        return thing instanceof Thing.Map(MapType type) && type == MapType.RINGBUF;
    }
}
