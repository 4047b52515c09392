// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.ebpf.Answer;
import dev.jig.ebpf.Capability;
import dev.jig.ebpf.Feature;
import dev.jig.ebpf.Kernel;
import dev.jig.ebpf.Lockdown;
import dev.jig.ebpf.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// One thing that `jig doctor` looked at.
///
/// @param name stable, for programs that read the JSON
/// @param detail what was seen, why not, or what to do; `""` if the answer says all
record KernelCheck(String name, Answer answer, String detail) {
    private static final List<Feature> FEATURES =
            List.of(
                    Feature.BTF,
                    Feature.MODULE_BTF,
                    Feature.RING_BUFFER,
                    Feature.TRACEFS,
                    Feature.TRACEPOINTS,
                    Feature.RAW_TRACEPOINTS,
                    Feature.BTF_TRACEPOINTS,
                    Feature.KPROBES,
                    Feature.KPROBE_PMU,
                    Feature.KPROBE_MULTI,
                    Feature.UPROBES,
                    Feature.TRAMPOLINES,
                    Feature.ITERATORS,
                    Feature.MEMORY_ACCOUNTING);

    private static final Path PARANOID = Path.of("/proc/sys/kernel/perf_event_paranoid");

    /// Everything worth knowing of a kernel and of what this process may do on it.
    static List<KernelCheck> of(Kernel kernel) {
        List<KernelCheck> checks = new ArrayList<>();
        checks.add(capabilities(kernel.capabilities()));
        for (Feature feature : FEATURES) {
            checks.add(feature(kernel.features().probe(feature)));
        }
        checks.add(lockdown(kernel.lockdown()));
        perfEventParanoid(kernel.capabilities(), checks);
        return checks;
    }

    private static KernelCheck capabilities(Set<Capability> effective) {
        List<String> missing = Privileges.missing(effective);
        if (missing.isEmpty()) {
            return new KernelCheck("capabilities", Answer.YES, "");
        }
        return new KernelCheck(
                "capabilities",
                Answer.NO,
                String.join(", ", missing) + " missing: run as root (sudo jig doctor)");
    }

    private static KernelCheck feature(Probe probe) {
        Feature feature = probe.feature();
        String name = feature.name().toLowerCase(Locale.ROOT);
        String detail = probe.detail();
        if (probe.answer() == Answer.NO) {
            String needs = "needs " + feature.since();
            detail = detail.isEmpty() ? needs : detail + " (" + needs + ")";
        }
        return new KernelCheck(name, probe.answer(), detail);
    }

    private static KernelCheck lockdown(Lockdown lockdown) {
        return switch (lockdown) {
            case NONE -> new KernelCheck("no_lockdown", Answer.YES, "none");
            case INTEGRITY ->
                    new KernelCheck(
                            "no_lockdown", Answer.YES, "integrity: does not hinder gadgets");
            case CONFIDENTIALITY ->
                    new KernelCheck(
                            "no_lockdown",
                            Answer.NO,
                            "confidentiality: eBPF programs may not read kernel memory");
            case UNKNOWN ->
                    new KernelCheck("no_lockdown", Answer.UNKNOWN, "the kernel does not say");
        };
    }

    /// Root is not bound by it.
    private static void perfEventParanoid(Set<Capability> effective, List<KernelCheck> checks) {
        if (!Privileges.missing(effective).contains(Capability.CAP_PERFMON.name())) {
            return;
        }
        try {
            String level = Files.readString(PARANOID).strip();
            Answer answer = level.startsWith("-") ? Answer.YES : Answer.NO;
            checks.add(
                    new KernelCheck(
                            "perf_event_paranoid",
                            answer,
                            level + (answer == Answer.NO ? ": tracepoints need CAP_PERFMON" : "")));
        } catch (IOException absent) {
            checks.add(
                    new KernelCheck(
                            "perf_event_paranoid", Answer.UNKNOWN, "cannot read " + PARANOID));
        }
    }
}
