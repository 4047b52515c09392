// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.container.RuntimeStatus;
import dev.jig.ebpf.Answer;
import dev.jig.gadget.run.GadgetCheck;
import java.util.Locale;
import java.util.stream.Collectors;

/// A diagnosis for people.
final class DiagnosisTable {
    private static final double MEBIBYTE = 1 << 20;

    private DiagnosisTable() {}

    static String of(Diagnosis diagnosis, Console console) {
        Style style = console.outStyle();
        StringBuilder text = new StringBuilder();
        text.append(style.bold("Kernel " + diagnosis.release())).append("\n\n");
        Table kernel = new Table(console.columns(), "FEATURE", "HERE", "DETAIL");
        for (KernelCheck check : diagnosis.kernel()) {
            kernel.row(check.name(), word(check.answer()), check.detail());
        }
        text.append(kernel).append('\n').append(style.bold("Gadgets")).append("\n\n");
        Table gadgets = new Table(console.columns(), "GADGET", "RUNS", "LOCKED", "DETAIL");
        for (GadgetCheck check : diagnosis.gadgets()) {
            gadgets.row(check.gadget(), word(check.answer()), locked(check), detail(check));
        }
        text.append(gadgets);
        if (!diagnosis.runtimes().isEmpty()) {
            text.append('\n').append(style.bold("Container runtimes")).append("\n\n");
            Table runtimes = new Table(console.columns(), "RUNTIME", "ANSWERS", "DETAIL");
            for (RuntimeStatus status : diagnosis.runtimes()) {
                boolean answers = status.state() == RuntimeStatus.State.ANSWERS;
                runtimes.row(
                        status.runtime(),
                        answers ? "yes" : "no",
                        status.place() + ": " + status.detail());
            }
            text.append(runtimes);
        }
        diagnosis.warnings().forEach(w -> text.append("\nwarning: ").append(w).append('\n'));
        return text.toString();
    }

    private static String word(Answer answer) {
        return switch (answer) {
            case YES -> "yes";
            case NO -> "no";
            case UNKNOWN -> "could not tell";
        };
    }

    private static String locked(GadgetCheck check) {
        return check.lockedBytes() == 0
                ? "-"
                : String.format(Locale.ROOT, "%.1f MiB", check.lockedBytes() / MEBIBYTE);
    }

    private static String detail(GadgetCheck check) {
        if (check.answer() != Answer.YES) {
            return check.reason();
        }
        return check.programs().stream()
                .filter(program -> !program.works())
                .map(program -> "without " + program.program() + ": " + program.problem())
                .collect(Collectors.joining("; "));
    }
}
