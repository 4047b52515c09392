// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

/// How programs in `kprobe/` and `kretprobe/` sections get to their functions.
///
/// The two differ in what they miss. A kprobe's program does not run while another program of a
/// kprobe or perf tracepoint runs on the same CPU, in an interrupt for instance, and a return probe
/// has a limited number of calls it can be in at once. A trampoline's program does not run only
/// while it runs itself on the same CPU; other programs may interrupt it, and on preemptible
/// kernels it may be preempted. Entry and return are probed by two programs either way.
public enum ProbeChoice {
    /// By a trampoline where program, kernel and verifier allow it and no program can disturb
    /// another in a per-CPU map, else by a kprobe.
    AUTOMATIC,
    /// By kprobes.
    KPROBE,
    /// By trampolines (5.5; functions of modules 5.11; arm64 6.0) or not at all.
    TRAMPOLINE
}
