// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.JigException;
import org.jspecify.annotations.Nullable;

/// A program was to be attached by a trampoline and by nothing else, and that is not possible.
public final class TrampolineException extends JigException {
    private static final long serialVersionUID = 1L;

    private final String program;

    TrampolineException(String program, String function, String reason, @Nullable Throwable cause) {
        super(
                "attach program %s to %s by a trampoline: %s".formatted(program, function, reason),
                cause);
        this.program = program;
    }

    public String program() {
        return program;
    }
}
