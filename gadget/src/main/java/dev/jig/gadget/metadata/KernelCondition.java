// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.metadata;

import java.util.List;

/// For which kernels a program is: each list must be met in whole. Functions are the kernel's and
/// its modules'; types and fields (`struct.member`) are those of the kernel's BTF.
public record KernelCondition(
        List<String> functions,
        List<String> noFunctions,
        List<String> types,
        List<String> noTypes,
        List<String> fields,
        List<String> noFields) {

    /// For every kernel.
    public static final KernelCondition ANY =
            new KernelCondition(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    public KernelCondition {
        functions = List.copyOf(functions);
        noFunctions = List.copyOf(noFunctions);
        types = List.copyOf(types);
        noTypes = List.copyOf(noTypes);
        fields = List.copyOf(fields);
        noFields = List.copyOf(noFields);
    }
}
