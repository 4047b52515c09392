// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.schema;

import static java.util.Map.entry;

import dev.jig.gadget.names.SignalNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/// How a typedef with a meaning gives a second, readable field.
///
/// @param size bytes the member must have
/// @param target the annotation that names the readable field
/// @param fallback its name if neither the annotation nor a name that ends in `_raw` gives one;
///   `""` for no readable field then
/// @param template of the readable field, `""` for none
/// @param hidden whether its column is hidden
/// @param type of the readable field at an offset
record Derivation(
        int size,
        String target,
        String fallback,
        String template,
        boolean hidden,
        List<String> possibleValues,
        IntFunction<FieldType> type) {

    private static final Map<String, Derivation> BY_TYPEDEF =
            Map.ofEntries(
                    entry(
                            "gadget_timestamp",
                            of(8, "timestamp", "timestamp", FieldType.Timestamp::new)),
                    entry("gadget_signal", signal()),
                    entry("gadget_errno", of(4, "errno", "errorstring", FieldType.ErrnoName::new)),
                    entry(
                            "gadget_syscall",
                            of(8, "syscall", "syscall", FieldType.SyscallName::new)),
                    entry("gadget_bytes", of(8, "bytes", "bytes", FieldType.ByteCount::new)),
                    entry(
                            "gadget_duration",
                            of(8, "duration", "duration", FieldType.Duration::new)),
                    entry("gadget_file_mode", of(4, "file_mode", "", FieldType.FileMode::new)),
                    entry("gadget_file_flags", of(4, "file_flags", "", FieldType.FileFlags::new)),
                    entry("gadget_uid", account("user", FieldType.UserName::new)),
                    entry("gadget_gid", account("group", FieldType.GroupName::new)),
                    entry("gadget_kernel_stack", kernelStack()));

    private static Derivation signal() {
        return new Derivation(
                4,
                "formatters.signal.target",
                "",
                "",
                false,
                SignalNames.common(),
                FieldType.SignalName::new);
    }

    private static Derivation kernelStack() {
        return new Derivation(
                4, "ebpf.formatter.kstack", "", "", false, List.of(), FieldType.KernelStack::new);
    }

    private static Derivation of(
            int size, String formatter, String template, IntFunction<FieldType> type) {
        String target = "formatters." + formatter + ".target";
        return new Derivation(size, target, "", template, false, List.of(), type);
    }

    private static Derivation account(String fallback, IntFunction<FieldType> type) {
        return new Derivation(4, "uidgidresolver.target", fallback, "", true, List.of(), type);
    }

    static Optional<Derivation> of(Leaf leaf) {
        return leaf.typedefs().stream()
                .filter(BY_TYPEDEF::containsKey)
                .findFirst()
                .map(BY_TYPEDEF::get);
    }
}
