// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.gadget.run.Readiness;
import java.util.ArrayList;
import java.util.List;

/// What `jig run` says when a gadget's programs are attached.
final class ReadyLine {
    private ReadyLine() {}

    static String of(String gadget, String release, Readiness readiness) {
        StringBuilder line = new StringBuilder("ready: ").append(gadget);
        line.append(" on ").append(release).append(", ").append(attached(readiness));
        probes(readiness, line);
        for (Readiness.Taken taken : readiness.taken()) {
            line.append(", ").append(taken.what()).append(": ");
            line.append(String.join("+", taken.targets()));
        }
        for (Readiness.Absent absent : readiness.absent()) {
            line.append(" (").append(absent.what()).append(" left out: ").append(absent.reason());
            if (!absent.fields().isEmpty()) {
                line.append("; absent fields: ").append(String.join(", ", absent.fields()));
            }
            line.append(')');
        }
        return line.toString();
    }

    private static String attached(Readiness readiness) {
        long attached = readiness.attached().stream().map(a -> a.program()).distinct().count();
        long absent = readiness.absent().stream().mapToLong(a -> a.programs().size()).sum();
        long all = attached + absent;
        return attached
                + (absent == 0 ? "" : " of " + all)
                + (all == 1 ? " program attached" : " programs attached");
    }

    private static void probes(Readiness readiness, StringBuilder line) {
        List<String> parts = new ArrayList<>();
        for (Readiness.ProbeKind kind : Readiness.ProbeKind.values()) {
            long count = readiness.attached().stream().filter(a -> a.probe() == kind).count();
            if (count > 0 && kind != Readiness.ProbeKind.OTHER) {
                String noun = kind.name().toLowerCase(java.util.Locale.ROOT);
                parts.add("%d %s%s".formatted(count, noun, count == 1 ? "" : "s"));
            }
        }
        if (!parts.isEmpty()) {
            line.append(" by ").append(String.join(" and ", parts));
        }
    }
}
