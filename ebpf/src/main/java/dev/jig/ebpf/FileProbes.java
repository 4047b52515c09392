// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.ebpf.sys.SystemFiles;
import java.util.Optional;
import java.util.function.Supplier;

/// Features that files tell of.
final class FileProbes implements FeatureProbes.Group {
    private static final String PMU = "/sys/bus/event_source/devices/";

    private final Kernel kernel;
    private final SystemFiles files;

    FileProbes(Kernel kernel) {
        this.kernel = kernel;
        this.files = kernel.host().files();
    }

    @Override
    public Optional<Probe> probe(Feature feature) {
        return Optional.ofNullable(
                switch (feature) {
                    case BTF -> file(feature, MappedBtf.DIRECTORY + MappedBtf.KERNEL);
                    case MODULE_BTF -> moduleBtf();
                    case TRACEFS -> tracefs();
                    case TRACEPOINTS -> file(feature, PMU + "tracepoint/type");
                    case KPROBES -> kprobes();
                    case KPROBE_PMU -> file(feature, PMU + "kprobe/type");
                    case UPROBES -> file(feature, PMU + "uprobe/type");
                    case UPROBE_REFERENCE_COUNTER ->
                            file(feature, PMU + "uprobe/format/ref_ctr_offset");
                    case SYSCALL_WRAPPERS -> syscallWrappers();
                    default -> null;
                });
    }

    private Probe file(Feature feature, String path) {
        return files.exists(path) ? Probe.yes(feature) : Probe.no(feature, "no file " + path);
    }

    /// A kernel that has it but no module loaded has no file either.
    private Probe moduleBtf() {
        boolean some =
                files.list(MappedBtf.DIRECTORY).stream()
                        .anyMatch(name -> !name.equals(MappedBtf.KERNEL));
        if (some) {
            return Probe.yes(Feature.MODULE_BTF);
        }
        String option = "CONFIG_DEBUG_INFO_BTF_MODULES";
        return kernel.config(option)
                .map(value -> answer(Feature.MODULE_BTF, option, value))
                .orElseGet(this::moduleBtfByFunctions);
    }

    /// `btf_module_notify` (`kernel/bpf/btf.c`) is there with that option alone, `bpf_check` is
    /// always.
    private Probe moduleBtfByFunctions() {
        Kallsyms functions = kernel.kallsyms();
        if (functions.hasFunction("btf_module_notify")) {
            return Probe.yes(Feature.MODULE_BTF);
        }
        return functions.hasFunction("bpf_check")
                ? Probe.no(Feature.MODULE_BTF, "no function btf_module_notify")
                : Probe.unknown(Feature.MODULE_BTF, "no module with BTF is loaded");
    }

    private static Probe answer(Feature feature, String option, String value) {
        return value.equals("y") ? Probe.yes(feature) : Probe.no(feature, option + "=" + value);
    }

    private Probe tracefs() {
        return withTracefs(Feature.TRACEFS, () -> Probe.yes(Feature.TRACEFS));
    }

    private Probe kprobes() {
        if (files.exists(PMU + "kprobe/type")) {
            return Probe.yes(Feature.KPROBES);
        }
        return withTracefs(
                Feature.KPROBES,
                () ->
                        kernel.openTracefs().has("kprobe_events")
                                ? Probe.yes(Feature.KPROBES)
                                : Probe.no(Feature.KPROBES, "neither PMU nor kprobe_events"));
    }

    private Probe withTracefs(Feature feature, Supplier<Probe> probe) {
        try {
            kernel.openTracefs();
            return probe.get();
        } catch (KernelException failure) {
            return failure.errno() == Errno.ENODEV && feature == Feature.TRACEFS
                    ? Probe.no(feature, "the kernel knows no such file system")
                    : Probe.unknown(feature, String.valueOf(failure.getMessage()));
        }
    }

    private Probe syscallWrappers() {
        String function = kernel.host().syscalls().architecture().syscallPrefix() + "sys_bpf";
        return kernel.kallsyms().hasFunction(function)
                ? Probe.yes(Feature.SYSCALL_WRAPPERS)
                : Probe.no(Feature.SYSCALL_WRAPPERS, "no function " + function);
    }
}
