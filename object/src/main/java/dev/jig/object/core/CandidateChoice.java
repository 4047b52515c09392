// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import dev.jig.object.btf.Btf;
import dev.jig.object.core.Candidate.Origin;
import java.util.ArrayList;
import java.util.List;

/// Decides which target type one local type of one program means. All records of the program about
/// that type are weighed together, so that their order does not matter: the candidate that leaves
/// the fewest unmatched wins, and candidates that are equally good must have the same effect.
final class CandidateChoice {
    private final List<Relocation> relocations = new ArrayList<>();
    private final List<Candidate> best = new ArrayList<>();
    private int fewest;
    private boolean complete;

    /// Takes part in all decisions that follow.
    void add(Relocation relocation) {
        relocations.add(relocation);
        fewest = relocations.size();
    }

    /// Considers candidates; one that matches no record at all is never chosen.
    void weigh(List<Candidate> candidates) {
        for (Candidate candidate : candidates) {
            int unmatched = unmatched(candidate);
            complete |= unmatched == 0 && candidate.origin() == Origin.KERNEL;
            if (unmatched < fewest) {
                fewest = unmatched;
                best.clear();
                best.add(candidate);
            } else if (unmatched == fewest && !best.isEmpty()) {
                best.add(candidate);
            }
        }
    }

    private int unmatched(Candidate candidate) {
        int count = 0;
        for (Relocation relocation : relocations) {
            if (!relocation.answer(candidate).matched()) {
                count++;
            }
        }
        return count;
    }

    /// Whether vmlinux has a type of which nothing is missing.
    boolean complete() {
        return complete;
    }

    /// @throws CoreRelocationException if the candidates that fit best differ
    void requireUnambiguous(Btf local) {
        for (int index = 1; index < best.size(); index++) {
            for (Relocation relocation : relocations) {
                requireEqual(local, relocation, best.getFirst(), best.get(index));
            }
        }
    }

    private static void requireEqual(
            Btf local, Relocation relocation, Candidate first, Candidate other) {
        if (!relocation.answer(first).agrees(relocation.answer(other))) {
            throw new CoreRelocationException(
                    "%s is ambiguous: %s and %s fit equally well and differ"
                            .formatted(
                                    CoreWords.describe(local, relocation.record()),
                                    first.words(),
                                    other.words()));
        }
    }

    /// The effect of a record that was added.
    Fixup fixup(Relocation relocation) {
        return best.isEmpty() ? relocation.unanswered() : relocation.answer(best.getFirst());
    }
}
