// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.object.Bytes;
import dev.jig.object.insn.EncodedProgram;
import dev.jig.object.insn.HelperVersions;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.SourceLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The folder `verifier` of the test resources; see its README.
class VerifierLogTest {
    private static final Path FOLDER = Path.of("src/test/resources/verifier");
    private static final Pattern HEADER = Pattern.compile("(line|note|wide) (\\d+):(.*)");
    private static final Pattern SOURCE = Pattern.compile(" ?([^:]+):(\\d+): (.*)");
    private static final int SLOTS = 10;

    static List<String> logs() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".log"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("logs")
    void oneLineIsShown(String name) throws IOException {
        String[] parts = Files.readString(FOLDER.resolve(name)).split("\n\n", 2);
        String[] header = parts[0].split("\n", -1);
        String expected = header[0].substring("expect: ".length());
        String summary = VerifierLog.summarize(parts[1], program(header), release(name));
        assertThat(summary).isEqualTo(expected).doesNotContain("\n");
    }

    /// Of the kernel that a log is of, as its file's name begins.
    private static String release(String name) {
        Matcher matcher = Pattern.compile("(\\d+\\.\\d+)-.*").matcher(name);
        return (matcher.matches() ? matcher.group(1) : "6.18") + ".44";
    }

    private static EncodedProgram program(String[] header) {
        Map<Integer, Instruction> given = new HashMap<>();
        for (String line : header) {
            Matcher matcher = HEADER.matcher(line);
            if (matcher.matches()) {
                int slot = Integer.parseInt(matcher.group(2));
                Instruction before = given.getOrDefault(slot, Instruction.of(0xb7, 0, 0, 0, 0));
                given.put(slot, with(before, matcher.group(1), matcher.group(3)));
            }
        }
        List<Instruction> instructions = new ArrayList<>();
        for (int slot = 0; slot < SLOTS; slot += instructions.getLast().slots()) {
            instructions.add(given.getOrDefault(slot, Instruction.of(0xb7, 0, 0, 0, 0)));
        }
        return new EncodedProgram(
                Bytes.zeros(8 * SLOTS), Bytes.empty(), Bytes.empty(), instructions);
    }

    private static Instruction with(Instruction instruction, String what, String text) {
        return switch (what) {
            case "wide" -> Instruction.of(0x18, 10, 0, 0, VerifierLog.POISON);
            case "note" ->
                    instruction.wide()
                            ? instruction.withNote(text.strip())
                            : Instruction.of(0x85, 0, 0, 0, VerifierLog.POISON)
                                    .withNote(text.strip());
            default -> withLine(instruction, text);
        };
    }

    private static Instruction withLine(Instruction instruction, String text) {
        Matcher source = SOURCE.matcher(text);
        assertThat(source.matches()).isTrue();
        SourceLine line =
                new SourceLine(
                        source.group(1),
                        source.group(3),
                        Integer.parseInt(source.group(2)),
                        1,
                        0,
                        0);
        return new Instruction(
                instruction.opcode(), 0, 0, 0, instruction.imm(), null, line, null, null, null);
    }

    @Test
    void helpersKnowTheirVersion() {
        assertThat(HelperVersions.since(1)).isEqualTo("3.19");
        assertThat(HelperVersions.since(4)).isEqualTo("4.1");
        assertThat(HelperVersions.since(113)).isEqualTo("5.5");
        assertThat(HelperVersions.since(130)).isEqualTo("5.8");
        assertThat(HelperVersions.since(181)).isEqualTo("5.17");
        assertThat(HelperVersions.since(211)).isEqualTo("6.2");
    }
}
