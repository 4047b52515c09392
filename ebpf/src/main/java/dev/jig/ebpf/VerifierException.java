// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.JigException;

/// The verifier did not accept a program. The message has its verdict in one line; the whole log is
/// kept.
public final class VerifierException extends JigException {
    private static final long serialVersionUID = 1L;

    private final String program;
    private final String summary;
    private final String log;
    private final Errno errno;

    VerifierException(String program, Errno errno, String summary, String log) {
        super("load program " + program + ": " + summary);
        this.program = program;
        this.errno = errno;
        this.summary = summary;
        this.log = log;
    }

    public String program() {
        return program;
    }

    public Errno errno() {
        return errno;
    }

    /// The verdict, without the program's name.
    public String summary() {
        return summary;
    }

    /// Everything the verifier wrote; lines end in `\n`.
    public String log() {
        return log;
    }
}
