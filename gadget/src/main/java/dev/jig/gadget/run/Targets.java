// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.ebpf.KernelFunctions.Likeness;
import dev.jig.gadget.metadata.CustomParam;
import dev.jig.object.ProgramKind;
import dev.jig.object.ProgramSpec;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Chooses among candidate targets the first that the kernel has.
record Targets(KernelFacts facts) {
    static boolean isOff(List<String> candidates) {
        return candidates.equals(List.of(CustomParam.OFF));
    }

    Optional<String> find(ProgramSpec program, Collection<String> candidates) {
        return candidates.stream().flatMap(name -> find(program, name).stream()).findFirst();
    }

    private Optional<String> find(ProgramSpec program, String candidate) {
        if (program.kind() == ProgramKind.TRACEPOINT) {
            int slash = candidate.indexOf('/');
            String group = candidate.substring(0, Math.max(slash, 0));
            return Optional.of(candidate)
                    .filter(_ -> facts.hasTracepoint(group, candidate.substring(slash + 1)));
        }
        int offset = candidate.indexOf('+');
        String name = offset < 0 ? candidate : candidate.substring(0, offset);
        boolean onReturn = program.kind() == ProgramKind.KRETPROBE;
        return facts.function(name, Likeness.neededBy(program, onReturn))
                .map(symbol -> symbol + candidate.substring(name.length()));
    }

    /// Why none was found.
    static String missing(ProgramSpec program, List<String> candidates) {
        String noun = program.kind() == ProgramKind.TRACEPOINT ? "tracepoint" : "function";
        return candidates.size() == 1
                ? "this kernel has no %s %s".formatted(noun, candidates.getFirst())
                : "this kernel has none of the %ss %s"
                        .formatted(noun, String.join(", ", candidates));
    }
}
