// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.sys;

/// The one way into the kernel. Tests put a fake in its place. Safe for use by several threads.
public interface Syscalls {
    /// @return what the kernel returned; the negated error number if it failed
    long call(Syscall call, long a, long b, long c, long d, long e, long f);

    Architecture architecture();

    default long call(Syscall call, long a, long b, long c, long d) {
        return call(call, a, b, c, d, 0, 0);
    }

    default long call(Syscall call, long a, long b, long c) {
        return call(call, a, b, c, 0, 0, 0);
    }

    default long call(Syscall call, long a, long b) {
        return call(call, a, b, 0, 0, 0, 0);
    }

    default long call(Syscall call, long a) {
        return call(call, a, 0, 0, 0, 0, 0);
    }
}
