// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.sys;

/// The ways into one kernel, together. Safe for use by several threads.
///
/// @param files what it tells about itself
public record Host(Syscalls syscalls, Descriptors descriptors, Bpf bpf, SystemFiles files) {
    private static final class Running {
        private static final Host HOST = new Host(new NativeSyscalls());
    }

    private Host(Syscalls syscalls) {
        this(syscalls, new Descriptors(syscalls));
    }

    private Host(Syscalls syscalls, Descriptors descriptors) {
        this(syscalls, descriptors, new Bpf(syscalls), new NativeFiles(descriptors));
    }

    /// The kernel this process runs on.
    public static Host running() {
        return Running.HOST;
    }

    /// For tests.
    public static Host of(Syscalls syscalls, SystemFiles files) {
        return new Host(syscalls, new Descriptors(syscalls), new Bpf(syscalls), files);
    }
}
