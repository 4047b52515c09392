// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.sys;

/// What `BPF_LINK_CREATE` takes.
///
/// @param targetFd what the program is attached to, 0 for none
/// @param attachType of `enum bpf_attach_type`
public record LinkCreation(int programFd, int targetFd, int attachType) {
    public static final int ITERATOR = 28;
    public static final int PERF_EVENT = 41;
    public static final int KPROBE_MULTI = 42;
}
