// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import dev.jig.object.MalformedObjectException;
import dev.jig.object.ProgramKind;
import dev.jig.object.ProgramSpec;
import dev.jig.object.btf.Btf;
import dev.jig.object.insn.CoreKind;
import dev.jig.object.insn.CoreRecord;
import dev.jig.object.insn.Instruction;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// One case of the tables in `src/test/resources/dev/jig/object/core`: local and target types, and
/// a program of instructions with records.
///
/// A line under `[program]` is `INSTRUCTION KIND ROOT ACCESS -> RESULT`, with instructions and
/// results in the forms that {@link #instruction} and {@link #result} show. A program that cannot
/// be relocated has lines without results, and a last one with the message after `!`. `[program]`
/// may be given several times; the one relocator serves all of them.
record CoreCase(String name, Map<String, String> sections, List<List<String>> programs) {
    private static final int MOV = 0xb7;
    private static final int MOV32 = 0xb4;

    static List<CoreCase> parse(String text) {
        List<CoreCase> cases = new ArrayList<>();
        for (String block : text.split("(?m)^# ", -1)) {
            if (!block.isBlank() && !block.startsWith("//")) {
                cases.add(parseOne(block));
            }
        }
        return cases;
    }

    private static CoreCase parseOne(String block) {
        String[] parts = block.split("(?m)^\\[", -1);
        Map<String, String> sections = new HashMap<>();
        List<List<String>> programs = new ArrayList<>();
        for (int index = 1; index < parts.length; index++) {
            String[] headAndBody = parts[index].split("]", 2);
            String body = headAndBody[1].strip();
            if (headAndBody[0].equals("program")) {
                programs.add(body.lines().filter(line -> !line.isBlank()).toList());
            } else {
                sections.put(headAndBody[0], body);
            }
        }
        return new CoreCase(parts[0].strip(), sections, programs);
    }

    private ByteOrder order() {
        return name.contains("big-endian") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    private Btf types(String section) {
        return TypeNotation.parse(order(), sections.getOrDefault(section, ""));
    }

    private List<Btf> optional(String section) {
        return sections.containsKey(section) ? List.of(types(section)) : List.of();
    }

    /// What comes of each program: its lines with the results found in place of those expected.
    List<List<String>> run(List<Integer> lineOrder) {
        Btf local = types("local");
        CoreTargets targets =
                new CoreTargets(types("kernel"), () -> optional("module"), optional("extra"));
        CoreRelocator relocator = new CoreRelocator(local, targets);
        return programs.stream().map(lines -> run(relocator, local, lines, lineOrder)).toList();
    }

    private static List<String> run(
            CoreRelocator relocator, Btf local, List<String> expected, List<Integer> lineOrder) {
        List<String> lines = expected.stream().filter(line -> !line.startsWith("!")).toList();
        List<Integer> indexes = lineOrder.stream().filter(index -> index < lines.size()).toList();
        List<Instruction> code =
                indexes.stream().map(index -> instruction(local, lines.get(index))).toList();
        try {
            return results(lines, indexes, relocator.relocate(program(code)).instructions());
        } catch (CoreRelocationException | MalformedObjectException e) {
            return Stream.concat(
                            lines.stream().map(CoreCase::head), Stream.of("! " + e.getMessage()))
                    .toList();
        }
    }

    private static List<String> results(
            List<String> lines, List<Integer> lineOrder, List<Instruction> code) {
        String[] results = new String[lines.size()];
        int at = 0;
        for (int index : lineOrder) {
            String line = lines.get(index);
            String before = line.split(" ", 2)[0];
            boolean two = before.startsWith("wide") && !code.get(at).wide();
            results[index] = head(line) + " -> " + result(before, code.get(at));
            at += two ? 2 : 1;
        }
        if (at != code.size()) {
            throw new IllegalStateException("%d instructions too many".formatted(code.size() - at));
        }
        return List.of(results);
    }

    static String head(String line) {
        return line.split(" -> ", 2)[0];
    }

    static ProgramSpec program(List<Instruction> code) {
        return new ProgramSpec("p", "raw_tp/p", ProgramKind.RAW_TRACEPOINT, "p", true, "GPL", code);
    }

    /// `mov=4`, `mov32=4`, `wide=4`, `ldx4=16` (access of 4 bytes at offset 16), `stx8=0`, `st1=0`,
    /// or an operation in hexadecimal: `op d4=0`.
    private static Instruction instruction(Btf local, String line) {
        String[] words = head(line).split(" +", -1);
        String[] operation = words[0].split("=", -1);
        CoreRecord record =
                new CoreRecord(
                        CoreKind.valueOf(words[1]),
                        root(local, words[2]),
                        words.length > 3 ? words[3] : "");
        long held = Long.decode(operation[1]);
        return withRecord(bare(operation[0], held), record);
    }

    private static int root(Btf local, String word) {
        return word.startsWith("@")
                ? Integer.parseInt(word.substring(1))
                : Objects.requireNonNull(TypeNotation.find(local, word.replace('.', ' ')), word);
    }

    private static Instruction bare(String operation, long held) {
        return switch (operation) {
            case "mov" -> Instruction.of(MOV, 1, 0, 0, held);
            case "mov32" -> Instruction.of(MOV32, 1, 0, 0, held);
            case "wide" -> Instruction.of(Instruction.WIDE_LOAD, 1, 0, 0, held);
            case "widemap" -> Instruction.of(Instruction.WIDE_LOAD, 1, 1, 0, held);
            default -> other(operation, held);
        };
    }

    private static Instruction other(String operation, long held) {
        if (operation.startsWith("op")) {
            return Instruction.of(Integer.parseInt(operation.substring(2), 16), 1, 2, 0, held);
        }
        String mnemonic = operation.substring(0, operation.length() - 1);
        int size = sizeCode(operation.charAt(operation.length() - 1));
        int code = 0x60 | size | List.of("ldx", "st", "stx").indexOf(mnemonic) + 1;
        return Instruction.of(code, 1, 2, (int) held, 0);
    }

    private static int sizeCode(char bytes) {
        return switch (bytes) {
            case '1' -> 0x10;
            case '2' -> 0x08;
            case '4' -> 0x00;
            default -> 0x18;
        };
    }

    static Instruction withRecord(Instruction bare, CoreRecord record) {
        return new Instruction(
                bare.opcode(),
                bare.dst(),
                bare.src(),
                bare.offset(),
                bare.imm(),
                null,
                null,
                null,
                record,
                null);
    }

    /// The constant that an instruction holds, after `ldx8=` and the like if the access changed, or
    /// why it is poisoned.
    private static String result(String before, Instruction after) {
        if (after.callsHelper() && after.imm() == CoreRelocator.POISON) {
            return "poison: " + after.note();
        }
        int kind = after.opcode() & 7;
        if (after.wide() || kind == 7 || kind == 4) {
            return String.valueOf(after.imm());
        }
        String access = List.of("ldx", "st", "stx").get(kind - 1) + size(after.opcode());
        String same = before.split("=", -1)[0];
        return same.equals(access) ? String.valueOf(after.offset()) : access + "=" + after.offset();
    }

    private static int size(int opcode) {
        return switch (opcode & 0x18) {
            case 0x10 -> 1;
            case 0x08 -> 2;
            case 0x00 -> 4;
            default -> 8;
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
