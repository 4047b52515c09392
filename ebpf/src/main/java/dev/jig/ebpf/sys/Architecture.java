// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.sys;

/// The machines jig runs on.
public enum Architecture {
    /// Kernel functions of system calls are called `__x64_sys_NAME`; `struct epoll_event` is
    /// packed.
    X86_64("__x64_", 4),
    ARM64("__arm64_", 8);

    private final String syscallPrefix;
    private final int epollDataOffset;

    Architecture(String syscallPrefix, int epollDataOffset) {
        this.syscallPrefix = syscallPrefix;
        this.epollDataOffset = epollDataOffset;
    }

    /// What the kernel puts before the names of the functions behind system calls, since 4.17.
    public String syscallPrefix() {
        return syscallPrefix;
    }

    /// Where the caller's word stands in `struct epoll_event`.
    int epollDataOffset() {
        return epollDataOffset;
    }

    /// @throws UnsupportedOperationException on any other machine
    public static Architecture current() {
        String machine = System.getProperty("os.arch", "");
        return switch (machine) {
            case "amd64", "x86_64" -> X86_64;
            case "aarch64" -> ARM64;
            default -> throw new UnsupportedOperationException("no support for " + machine);
        };
    }
}
