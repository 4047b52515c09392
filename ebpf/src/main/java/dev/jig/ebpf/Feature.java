// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

/// What a kernel may or may not have. Each is decided by a probe, never by the kernel's version:
/// distributions backport.
public enum Feature {
    BTF("kernel type information (BTF)", "5.4, CONFIG_DEBUG_INFO_BTF"),
    MODULE_BTF("type information of modules", "5.11, CONFIG_DEBUG_INFO_BTF_MODULES"),
    OBJECT_NAMES("names of maps and programs", "4.15"),
    OBJECT_NAME_DOTS("dots in names of maps", "5.2"),
    NESTED_MAPS("maps of maps", "4.12"),
    INNER_MAP_FLAG("inner maps of different sizes", "5.10"),
    READ_ONLY_MAPS("read-only and frozen maps", "5.2"),
    MAPPABLE_ARRAYS("arrays mapped into memory", "5.5"),
    NO_PREALLOCATION("hash maps that are not preallocated", "4.6"),
    BATCH("batch operations on maps", "5.6"),
    RING_BUFFER("the eBPF ring buffer", "5.8"),
    FUNCTION_CALLS("calls between eBPF functions", "4.16"),
    BOUNDED_LOOPS("bounded loops", "5.3"),
    LARGE_PROGRAMS("programs over 4096 instructions", "5.2"),
    GLOBAL_DATA("global variables", "5.2"),
    PROBE_READ_KERNEL("the helper bpf_probe_read_kernel", "5.5"),
    KTIME_GET_BOOT_NS("the helper bpf_ktime_get_boot_ns", "5.8"),
    FUNCTION_INFO("function and line information of programs", "5.0"),
    BTF_LOAD("type information of eBPF objects", "4.18"),
    BTF_FUNCTIONS("FUNC in BTF", "5.0"),
    BTF_DATA_SECTIONS("VAR and DATASEC in BTF", "5.2"),
    BTF_FUNCTION_LINKAGE("global functions in BTF", "5.6"),
    BTF_FLOATS("FLOAT in BTF", "5.13"),
    BTF_DECLARATION_TAGS("DECL_TAG in BTF", "5.16"),
    BTF_TYPE_TAGS("TYPE_TAG in BTF", "5.17"),
    BTF_ENUM64("ENUM64 in BTF", "6.0"),
    LINK("eBPF links", "5.7"),
    PERF_LINK("links to perf events", "5.15"),
    TRACEFS("tracefs", "4.1, CONFIG_FTRACE"),
    TRACEPOINTS("tracepoints by perf events", "4.7, CONFIG_PERF_EVENTS"),
    RAW_TRACEPOINTS("raw tracepoints", "4.17"),
    BTF_TRACEPOINTS("tracepoints with types (tp_btf)", "5.5"),
    KPROBES("kprobes", "4.1, CONFIG_KPROBES"),
    KPROBE_PMU("kprobes by perf events", "4.17, CONFIG_KPROBE_EVENTS"),
    KPROBE_MULTI("one probe on many functions (kprobe.multi)", "5.18, CONFIG_FPROBE"),
    UPROBES("uprobes by perf events", "4.17, CONFIG_UPROBE_EVENTS"),
    UPROBE_REFERENCE_COUNTER("reference counters of uprobes", "4.20"),
    TRAMPOLINES("trampolines (fentry, fexit)", "5.5 on x86-64, 6.0 on arm64"),
    ITERATORS("iterators", "5.8"),
    MEMORY_ACCOUNTING("accounting of eBPF memory by control group", "5.11"),
    TEST_RUN("test runs of programs", "4.12"),
    SYSCALL_WRAPPERS("prefixed system call functions", "4.17");

    private final String description;
    private final String since;

    Feature(String description, String since) {
        this.description = description;
        this.since = since;
    }

    /// A noun for people.
    public String description() {
        return description;
    }

    /// The first mainline version that has it and the build option it needs.
    public String since() {
        return since;
    }
}
