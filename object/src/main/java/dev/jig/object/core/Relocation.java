// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import dev.jig.object.insn.CoreRecord;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One distinct record of an object with the answers found so far. Safe for use by several threads.
final class Relocation {
    private final CoreRecord record;
    private final Question question;
    private final Candidates candidates;

    /// By the candidate's number; replaced, never written to.
    private volatile @Nullable Fixup[] answers = {};

    Relocation(CoreRecord record, Question question, Candidates candidates) {
        this.record = record;
        this.question = question;
        this.candidates = candidates;
    }

    CoreRecord record() {
        return record;
    }

    Candidates candidates() {
        return candidates;
    }

    Fixup answer(Candidate candidate) {
        int number = candidate.number();
        @Nullable Fixup[] known = answers;
        Fixup answer = number < known.length ? known[number] : null;
        return answer != null ? answer : ask(candidate);
    }

    private synchronized Fixup ask(Candidate candidate) {
        int number = candidate.number();
        Fixup answer = question.answer(candidate);
        @Nullable Fixup[] more = Arrays.copyOf(answers, Math.max(answers.length, number + 1));
        more[number] = answer;
        answers = more;
        return answer;
    }

    /// The effect if no candidate is what the record means.
    Fixup unanswered() {
        return question.unanswered(candidates.any());
    }
}
