// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.coverage;

import dev.jig.object.MapSpec;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramKind;
import dev.jig.object.ProgramSpec;
import dev.jig.object.btf.Btf;
import dev.jig.object.insn.FunctionStart;
import dev.jig.object.insn.Instruction;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Two programs to run on any packet, one of which counts: what they differ by is what counting
/// costs.
public final class Calibration {
    /// The program that does nothing.
    public static final String IDLE = "jig_idle";

    /// The program that counts.
    public static final String COUNTING = "jig_counting";

    /// How often that program counts.
    public static final int COUNTS = 64;

    private Calibration() {}

    /// Both programs and the map they need.
    public static ObjectSpec object() {
        MapSpec map = Coverage.map(COUNTS);
        List<Instruction> counting = new ArrayList<>();
        for (int i = 0; i < COUNTS; i++) {
            counting.addAll(CountedProgram.counting(i * CountedProgram.STRIDE));
        }
        return new ObjectSpec(
                ByteOrder.nativeOrder(),
                "GPL",
                Btf.empty(ByteOrder.nativeOrder()),
                Map.of(map.name(), map),
                Map.of(IDLE, program(IDLE, List.of()), COUNTING, program(COUNTING, counting)),
                Map.of(),
                Map.of(),
                List.of());
    }

    private static ProgramSpec program(String name, List<Instruction> body) {
        List<Instruction> code = new ArrayList<>();
        code.add(
                new Instruction(
                        0xb7, 0, 0, 0, 0, new FunctionStart(name, 0), null, null, null, null));
        code.addAll(body);
        code.add(Instruction.of(0x95, 0, 0, 0, 0));
        return new ProgramSpec(
                name, "socket", ProgramKind.SOCKET_FILTER, "", true, "GPL", List.copyOf(code));
    }
}
