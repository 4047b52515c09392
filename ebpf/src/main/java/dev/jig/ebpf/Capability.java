// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import java.util.EnumSet;
import java.util.Set;

/// The capabilities of capabilities(7) that tracing needs, by the kernel's numbers.
public enum Capability {
    CAP_DAC_OVERRIDE(1),
    CAP_DAC_READ_SEARCH(2),
    CAP_NET_ADMIN(12),
    CAP_SYS_PTRACE(19),
    CAP_SYS_ADMIN(21),
    CAP_SYS_RESOURCE(24),
    CAP_SYSLOG(34),
    /// Since 5.8.
    CAP_PERFMON(38),
    /// Since 5.8.
    CAP_BPF(39);

    private final int bit;

    Capability(int bit) {
        this.bit = bit;
    }

    static Set<Capability> of(long mask) {
        Set<Capability> set = EnumSet.noneOf(Capability.class);
        for (Capability capability : values()) {
            if ((mask >>> capability.bit & 1) != 0) {
                set.add(capability);
            }
        }
        return set;
    }
}
