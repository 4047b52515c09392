// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.container.RuntimeStatus;

/// Says whether a container runtime answers.
final class RuntimeWords {
    private RuntimeWords() {}

    /// One line.
    static String of(RuntimeStatus status) {
        String answer =
                switch (status.state()) {
                    case ASKED -> "has not answered yet";
                    case ANSWERS -> "answers";
                    case FAILS -> "does not answer";
                };
        String detail = status.detail().isEmpty() ? "" : ": " + status.detail();
        return "%s at %s %s%s".formatted(status.runtime(), status.place(), answer, detail);
    }
}
