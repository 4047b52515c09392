// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.insn.EncodedProgram;
import dev.jig.object.insn.HelperNames;
import dev.jig.object.insn.HelperVersions;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.SourceLine;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds in what the verifier wrote the one line to show. The verdict is the last line; together
/// with the instructions it becomes a statement about the source.
final class VerifierLog {
    private static final Pattern STATISTICS =
            Pattern.compile(
                    "processed \\d+ insns.*|verification time .*|stack depth .*|mark_precise:.*");

    /// A line that says little without the one before it.
    private static final Pattern NEEDS_CONTEXT =
            Pattern.compile("\\t.*|R\\d.*|.*invalid bpf_context access.*");

    /// `7: (85) call bpf_probe_read#4` with or without an address and a state before it.
    private static final Pattern INSTRUCTION = Pattern.compile("(\\d+): \\([0-9a-f]{2}\\) .*");

    private static final Pattern UNKNOWN_HELPER =
            Pattern.compile(
                    "(?:invalid func|unknown func|program of this type cannot use helper)"
                            + " (?:unknown|\\w+)#(\\d+).*");

    private static final Pattern POISONED_LOAD = Pattern.compile(".*\\(18\\) r10 = 0xbad2310\\b.*");

    /// The helper that a relocation calls in place of an instruction that cannot work.
    static final int POISON = 0xbad2310;

    private final List<String> lines;
    private final EncodedProgram program;
    private final String release;

    private VerifierLog(List<String> lines, EncodedProgram program, String release) {
        this.lines = lines;
        this.program = program;
        this.release = release;
    }

    /// @param release the kernel's, for messages
    /// @return one line, `""` if the log says nothing
    static String summarize(String log, EncodedProgram program, String release) {
        List<String> lines =
                log.lines()
                        .map(String::stripTrailing)
                        .filter(line -> !line.isBlank() && !STATISTICS.matcher(line).matches())
                        .toList();
        return lines.isEmpty() ? "" : new VerifierLog(lines, program, release).summary();
    }

    private String summary() {
        String verdict = lines.getLast();
        Matcher helper = UNKNOWN_HELPER.matcher(verdict);
        if (helper.matches()) {
            return unknownHelper(Integer.parseInt(helper.group(1)), verdict);
        }
        if (lines.stream().anyMatch(line -> POISONED_LOAD.matcher(line).matches())) {
            return poisoned(verdict);
        }
        return verdict(verdict) + at();
    }

    private String verdict(String verdict) {
        boolean more = NEEDS_CONTEXT.matcher(verdict).matches() && lines.size() > 1;
        return (more ? lines.get(lines.size() - 2).strip() + ": " : "") + verdict.strip();
    }

    private String unknownHelper(int helper, String verdict) {
        if (helper == POISON) {
            return poisoned(verdict);
        }
        Optional<String> name = HelperNames.of(helper);
        if (name.isEmpty()) {
            return verdict(verdict) + at();
        }
        String since = HelperVersions.since(helper);
        String fact =
                verdict.startsWith("program of this type") || isAtLeast(since)
                        ? "programs of this type may not call the helper %s on kernel %s"
                        : "kernel %2$s has no helper %1$s (since " + since + ")";
        return fact.formatted(name.get(), release) + at();
    }

    /// Kernels such as 5.10 and 6.1 say the same (`unknown func`) of a helper that they do not have
    /// and of one that the program's type may not call.
    private boolean isAtLeast(String version) {
        Optional<KernelVersion> running = VersionReader.parse(release);
        return running.isPresent()
                && running.get().compareTo(VersionReader.parse(version).orElseThrow()) >= 0;
    }

    /// The relocation left a note where it found nothing.
    private String poisoned(String verdict) {
        Instruction failing = failing();
        String note = failing == null ? null : failing.note();
        if (note != null) {
            return note + at();
        }
        return program.instructions().stream()
                .filter(VerifierLog::isPoison)
                .flatMap(instruction -> Stream.ofNullable(instruction.note()))
                .findFirst()
                .orElse(verdict(verdict) + at());
    }

    private static boolean isPoison(Instruction instruction) {
        return (int) instruction.imm() == POISON;
    }

    private String at() {
        SourceLine line = source();
        return line == null
                ? ""
                : " at %s:%d: %s".formatted(fileName(line), line.line(), line.text().strip());
    }

    private static String fileName(SourceLine line) {
        return line.file().substring(line.file().lastIndexOf('/') + 1);
    }

    /// The line of C that the failing instruction was made from.
    private @Nullable SourceLine source() {
        int failing = failingSlot();
        int slot = 0;
        SourceLine line = null;
        for (Instruction instruction : program.instructions()) {
            if (slot > failing) {
                break;
            }
            line = instruction.line() != null ? instruction.line() : line;
            slot += instruction.slots();
        }
        return line;
    }

    private @Nullable Instruction failing() {
        int failing = failingSlot();
        int slot = 0;
        for (Instruction instruction : program.instructions()) {
            if (slot == failing) {
                return instruction;
            }
            slot += instruction.slots();
        }
        return null;
    }

    /// The slot of the instruction the log names last, -1 if it names none.
    private int failingSlot() {
        for (String line : lines.reversed()) {
            Matcher matcher = INSTRUCTION.matcher(line);
            if (matcher.matches()) {
                return Integer.parseInt(matcher.group(1));
            }
        }
        return -1;
    }
}
