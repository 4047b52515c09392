// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.ebpf.sys.Bpf;
import dev.jig.ebpf.sys.CStrings;
import dev.jig.ebpf.sys.ProgramLoad;
import java.lang.foreign.Arena;

/// Loads a program and gets the verifier's log where there is reason to: at once if the user asked,
/// else by a second attempt after a refusal.
final class LoadAttempt {
    private static final long FIRST_LOG = 64 << 10;
    private static final long LARGEST_LOG = (1L << 30) - 1;
    private static final int ATTEMPTS = 30;

    private final Bpf bpf;
    private final ProgramLoad load;

    LoadAttempt(Bpf bpf, ProgramLoad load) {
        this.bpf = bpf;
        this.load = load;
    }

    /// @param status a descriptor or a negated error number
    /// @param log `""` if there is none
    record Result(long status, String log) {}

    /// @param logLevel what the user wants to see even on success, 0 for nothing
    Result run(int logLevel) {
        if (logLevel != 0) {
            return withLog(logLevel);
        }
        long status = bpf.loadProgram(load).status();
        if (status >= 0) {
            return new Result(status, "");
        }
        Result logged = withLog(1);
        return logged.log().isEmpty() ? new Result(firstError(status, logged), "") : logged;
    }

    private static long firstError(long status, Result logged) {
        return logged.status() >= 0 ? logged.status() : status;
    }

    private Result withLog(int level) {
        long size = FIRST_LOG;
        for (int i = 1; true; i++) {
            try (Arena arena = Arena.ofConfined()) {
                var log = arena.allocate(size);
                Bpf.LoadAnswer answer = bpf.loadProgram(load.withLog(level, log));
                boolean full = Errno.of(-answer.status()) == Errno.ENOSPC;
                if (!full || i == ATTEMPTS || size == LARGEST_LOG) {
                    return new Result(answer.status(), CStrings.read(log));
                }
                size = Math.min(LARGEST_LOG, larger(size, answer.logSize()));
            }
        }
    }

    private static long larger(long size, int needed) {
        return Math.max(2 * size, Integer.toUnsignedLong(needed));
    }
}
