// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

/// How far the kernel is locked against its own administrator (kernel_lockdown(7)).
public enum Lockdown {
    NONE,
    INTEGRITY,
    /// Tracing programs may not read kernel memory.
    CONFIDENTIALITY,
    /// The kernel does not say.
    UNKNOWN
}
