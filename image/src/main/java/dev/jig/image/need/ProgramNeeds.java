// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.need;

import dev.jig.object.JigException;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import dev.jig.object.core.CoreWords;
import dev.jig.object.insn.CoreKind;
import dev.jig.object.insn.CoreRecord;
import dev.jig.object.insn.HelperNames;
import dev.jig.object.insn.HelperVersions;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.Reference;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one program needs.
///
/// @param checked the newest release of which the program asks whether the kernel has a helper
record ProgramNeeds(Set<Thing> things, Release checked) {
    private static final int OLD_LIMIT = 4096;
    private static final String FUNCTION = "bpf_func_id.BPF_FUNC_";
    static final int LAST_HELPER = 211;

    static ProgramNeeds of(ObjectSpec object, ProgramSpec program) {
        Set<Thing> things = new LinkedHashSet<>();
        things.add(new Thing.Program(program.kind()));
        if (program.slots() > OLD_LIMIT) {
            things.add(new Thing.Able(Ability.LARGE_PROGRAMS));
        }
        Release checked = new Release(0, 0);
        for (Instruction instruction : program.instructions()) {
            add(instruction, things);
            CoreRecord record = instruction.relocation();
            if (record != null && record.kind() == CoreKind.ENUMERATOR_EXISTS) {
                Release asked = asked(object, record);
                checked = asked.atLeast(checked) ? asked : checked;
            }
        }
        return new ProgramNeeds(things, checked);
    }

    private static void add(Instruction instruction, Set<Thing> things) {
        if (instruction.callsHelper() && HelperNames.of(instruction.imm()).isPresent()) {
            things.add(new Thing.Helper((int) instruction.imm()));
        }
        if (instruction.relocation() != null && asksTheKernel(instruction.relocation())) {
            things.add(new Thing.Able(Ability.KERNEL_TYPES));
        }
        Ability ability = ability(instruction.reference());
        if (ability != null) {
            things.add(new Thing.Able(ability));
        }
        InstructionNeeds.of(instruction).stream().map(Thing.Able::new).forEach(things::add);
    }

    private static boolean asksTheKernel(CoreRecord record) {
        return record.kind() != CoreKind.LOCAL_TYPE_ID;
    }

    private static @Nullable Ability ability(@Nullable Reference reference) {
        return switch (reference) {
            case null -> null;
            case Reference.ToFunction _ -> Ability.CALLS;
            case Reference.ToFunctionAddress _ -> Ability.FUNCTION_ADDRESSES;
            case Reference.ToKernelFunction(String _, int _, boolean weak) when !weak ->
                    Ability.KERNEL_FUNCTIONS;
            case Reference.ToKernelSymbol(String _, int _, boolean weak) when !weak ->
                    Ability.KERNEL_VARIABLES;
            case Reference.ToData _, Reference.ToKconfig _ -> Ability.GLOBAL_DATA;
            default -> null;
        };
    }

    /// The release of the helper whose number the program asks the kernel's types for.
    private static Release asked(ObjectSpec object, CoreRecord record) {
        String path = path(object, record);
        if (path.startsWith(FUNCTION)) {
            String helper = "bpf_" + path.substring(FUNCTION.length()).toLowerCase(Locale.ROOT);
            for (int number = 1; number <= LAST_HELPER; number++) {
                if (HelperNames.of(number).equals(Optional.of(helper))) {
                    return Release.of(HelperVersions.since(number));
                }
            }
        }
        return new Release(0, 0);
    }

    private static String path(ObjectSpec object, CoreRecord record) {
        try {
            return CoreWords.path(object.btf(), record);
        } catch (JigException damaged) {
            return "";
        }
    }
}
