// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.need;

/// What code can need of a kernel besides types of maps and programs and helpers, with the mainline
/// release that brought it.
public enum Ability {
    CALLS("calls between eBPF functions", "4.16"),
    GLOBAL_DATA("global variables", "5.2"),
    LARGE_PROGRAMS("programs of more than 4096 instructions", "5.2"),
    LOOPS("bounded loops", "5.3"),
    KERNEL_TYPES("the kernel's own types (BTF)", "5.4"),
    SLEEPING("programs that may sleep", "5.10"),
    ATOMICS("atomic operations that return a value", "5.12"),
    FUNCTION_ADDRESSES("callbacks", "5.13"),
    KERNEL_FUNCTIONS("calls of kernel functions (kfuncs)", "5.13"),
    KERNEL_VARIABLES("addresses of kernel variables", "5.10"),
    FOURTH_INSTRUCTION_SET("instructions of version 4 of the set", "6.6");

    private final String description;
    private final String since;

    Ability(String description, String since) {
        this.description = description;
        this.since = since;
    }

    public String description() {
        return description;
    }

    public Release since() {
        return Release.of(since);
    }
}
