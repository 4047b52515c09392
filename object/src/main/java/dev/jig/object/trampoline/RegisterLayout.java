// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.trampoline;

import java.util.List;

/// Where a kprobe finds arguments and results: byte offsets in the kernel's `struct pt_regs`. Both
/// architectures are little-endian.
public enum RegisterLayout {
    /// di, si, dx, cx, r8, r9; ax.
    X86_64(80),
    /// x0 to x7; x0.
    AARCH64(0);

    private static final List<Integer> X86_64_ARGUMENTS = List.of(112, 104, 96, 88, 72, 64);
    private static final List<Integer> AARCH64_ARGUMENTS = List.of(0, 8, 16, 24, 32, 40, 48, 56);

    private final int result;

    RegisterLayout(int result) {
        this.result = result;
    }

    /// Offsets of the registers that arguments are passed in.
    List<Integer> arguments() {
        return switch (this) {
            case X86_64 -> X86_64_ARGUMENTS;
            case AARCH64 -> AARCH64_ARGUMENTS;
        };
    }

    int result() {
        return result;
    }
}
