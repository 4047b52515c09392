// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.object.CompiledObjects;
import dev.jig.object.KernelTypes;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import dev.jig.object.insn.Instruction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What libbpf makes of every record of `core_kernel` on the running kernel, as bpftool tells, is
/// what jig makes of it. The verifier refuses the object's poisoned programs, so that nothing stays
/// in the kernel.
@Tag("live")
class LibbpfComparisonTest {
    private static final Pattern CONSTANT =
            Pattern.compile(
                    "libbpf: prog '(\\w+)': relo #\\d+: patched insn #(\\d+) \\(.*\\)"
                            + " (?:off|imm|imm64) -?\\d+ -> (-?\\d+)");
    private static final Pattern SIZE =
            Pattern.compile(
                    "libbpf: prog '(\\w+)': relo #\\d+: patched insn #(\\d+) \\(.*\\)"
                            + " mem_sz \\d+ -> (\\d+)");
    private static final Pattern POISON =
            Pattern.compile(
                    "libbpf: prog '(\\w+)': relo #\\d+: substituting insn #(\\d+) w/ invalid insn");

    @TempDir private Path directory;

    @Test
    void agreesOnEveryRecord() throws IOException, InterruptedException {
        List<String> log = bpftool();
        ObjectSpec object = CompiledObjects.read("core_kernel");
        CoreRelocator relocator =
                new CoreRelocator(object.btf(), CoreTargets.of(KernelTypes.read()));
        Map<String, String> constants = new TreeMap<>();
        Map<String, String> sizes = new TreeMap<>();
        for (ProgramSpec program : object.programs().values()) {
            ProgramSpec after = relocator.relocate(program);
            note(program.name(), after.instructions(), constants);
            noteSizes(program, after, sizes);
        }

        Map<String, String> theirs = matches(CONSTANT, log);
        matches(POISON, log).keySet().forEach(place -> theirs.put(place, "poison"));
        assertThat(constants).isEqualTo(theirs).hasSizeGreaterThan(100);
        assertThat(sizes).isEqualTo(matches(SIZE, log)).isNotEmpty();
    }

    private List<String> bpftool() throws IOException, InterruptedException {
        Path object = Files.write(directory.resolve("o"), CompiledObjects.bytes("core_kernel"));
        Path log = directory.resolve("log");
        Process process =
                new ProcessBuilder(
                                "bpftool",
                                "--debug",
                                "prog",
                                "loadall",
                                object.toString(),
                                "/sys/fs/bpf/jig-core-comparison")
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
        return Files.readAllLines(log);
    }

    private static Map<String, String> matches(Pattern pattern, List<String> log) {
        Map<String, String> found = new TreeMap<>();
        for (String line : log) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.matches()) {
                String value = matcher.groupCount() == 3 ? matcher.group(3) : "";
                found.put(matcher.group(1) + " " + matcher.group(2), value);
            }
        }
        return found;
    }

    private static void note(String program, List<Instruction> code, Map<String, String> into) {
        int slot = 0;
        for (Instruction one : code) {
            if (one.relocation() != null || one.note() != null) {
                into.put(program + " " + slot, one.note() == null ? constant(one) : "poison");
            }
            slot += one.slots();
        }
    }

    private static String constant(Instruction one) {
        boolean memory = (one.opcode() & 7) > 0 && (one.opcode() & 7) < 4;
        return String.valueOf(memory ? one.offset() : one.imm());
    }

    /// For programs whose instructions kept their number.
    private static void noteSizes(ProgramSpec before, ProgramSpec after, Map<String, String> into) {
        int slot = 0;
        for (int index = 0; index < before.instructions().size(); index++) {
            Instruction was = before.instructions().get(index);
            Instruction is = after.instructions().get(index);
            if (is.note() == null && was.opcode() != is.opcode()) {
                String size = String.valueOf(List.of(4, 2, 1, 8).get(is.opcode() >> 3 & 3));
                into.put(before.name() + " " + slot, size);
            }
            slot += was.slots();
            if (is.slots() < was.slots()) {
                return;
            }
        }
    }
}
