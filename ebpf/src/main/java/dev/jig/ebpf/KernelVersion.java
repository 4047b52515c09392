// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

/// A mainline version, for messages and for `LINUX_KERNEL_VERSION`; what a kernel can do is asked
/// of {@link Features} instead.
public record KernelVersion(int major, int minor, int patch) implements Comparable<KernelVersion> {

    /// As the macro `KERNEL_VERSION` packs it: the patch level stops at 255.
    public int code() {
        return major << 16 | minor << 8 | Math.min(patch, 255);
    }

    @Override
    public int compareTo(KernelVersion other) {
        return Integer.compare(code(), other.code());
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
