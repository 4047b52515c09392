// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.ebpf.BpfMap;
import dev.jig.ebpf.BpfObject;
import dev.jig.ebpf.Kernel;
import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.schema.Field;
import dev.jig.gadget.schema.FieldType;
import dev.jig.gadget.stack.Stacks;
import org.jspecify.annotations.Nullable;

/// The stacks of a gadget's events, if they have any.
final class RunStacks {
    private RunStacks() {}

    static @Nullable Stacks of(GadgetSpec gadget, BpfObject object, Kernel kernel) {
        BpfMap kernelMap = map(gadget, FieldType.KernelStack.class, Stacks.KERNEL_MAP, object);
        BpfMap userMap = map(gadget, FieldType.UserStack.class, Stacks.USER_MAP, object);
        return kernelMap == null && userMap == null
                ? null
                : new Stacks(kernelMap, userMap, kernel.kallsyms());
    }

    private static @Nullable BpfMap map(
            GadgetSpec gadget, Class<? extends FieldType> type, String name, BpfObject object) {
        boolean needed =
                gadget.dataSources().stream()
                        .flatMap(source -> source.fields().stream())
                        .map(Field::type)
                        .anyMatch(type::isInstance);
        return needed ? object.map(name) : null;
    }
}
