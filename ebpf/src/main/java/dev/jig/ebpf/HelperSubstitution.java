// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.ProgramSpec;
import dev.jig.object.insn.Instruction;
import java.util.List;

/// Puts older helpers in place of those a kernel lacks. The kernel is asked only about helpers that
/// the program calls.
final class HelperSubstitution {
    private static final int PROBE_READ = 4;
    private static final int PROBE_READ_STR = 45;
    private static final int PROBE_READ_USER = 112;
    private static final int PROBE_READ_USER_STR = 114;
    private static final int PROBE_READ_KERNEL_STR = 115;

    /// `r0 = 0`: a gadget takes that for an unknown time.
    private static final Instruction NO_TIME = Instruction.of(0xb7, 0, 0, 0, 0);

    private final Features features;

    HelperSubstitution(Features features) {
        this.features = features;
    }

    ProgramSpec apply(ProgramSpec program) {
        boolean concerned = program.instructions().stream().anyMatch(this::lacking);
        if (!concerned) {
            return program;
        }
        List<Instruction> changed = program.instructions().stream().map(this::substitute).toList();
        return program.withInstructions(changed);
    }

    private boolean lacking(Instruction instruction) {
        if (!instruction.callsHelper()) {
            return false;
        }
        return switch ((int) instruction.imm()) {
            case PROBE_READ_USER,
                    ProgramProbes.PROBE_READ_KERNEL,
                    PROBE_READ_USER_STR,
                    PROBE_READ_KERNEL_STR ->
                    features.lacks(Feature.PROBE_READ_KERNEL);
            case ProgramProbes.KTIME_GET_BOOT_NS -> features.lacks(Feature.KTIME_GET_BOOT_NS);
            default -> false;
        };
    }

    private Instruction substitute(Instruction instruction) {
        if (!lacking(instruction)) {
            return instruction;
        }
        return switch ((int) instruction.imm()) {
            case PROBE_READ_USER, ProgramProbes.PROBE_READ_KERNEL ->
                    instruction.withOperands(0, 0, PROBE_READ);
            case PROBE_READ_USER_STR, PROBE_READ_KERNEL_STR ->
                    instruction.withOperands(0, 0, PROBE_READ_STR);
            default -> instruction.replacedBy(NO_TIME);
        };
    }
}
