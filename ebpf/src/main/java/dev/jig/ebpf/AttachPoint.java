// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.ProgramSpec;
import dev.jig.object.btf.BtfKind;
import java.util.Optional;

/// What in the kernel's BTF a program is loaded for: the verifier checks it against the prototype
/// found there.
final class AttachPoint {
    private AttachPoint() {}

    /// Empty for kinds that attach otherwise.
    ///
    /// @throws UnsupportedException if the kernel has no such thing
    static Optional<KernelSymbols.Found> find(ProgramSpec program, KernelSymbols symbols) {
        if (!program.kind().attachesByBtf()) {
            return Optional.empty();
        }
        String target = program.target();
        KernelSymbols.Found found =
                symbols.find(kind(program), typeName(program))
                        .orElseThrow(() -> missing(program, noun(program) + " " + target));
        if (found.moduleFd() == 0 && probesFunction(program)) {
            requireOne(program, symbols.functions(target));
        }
        return Optional.of(found);
    }

    private static void requireOne(ProgramSpec program, int functions) {
        if (functions > 1) {
            throw new KernelException(
                    "load program %s: the kernel has %d functions named %s"
                            .formatted(program.name(), functions, program.target()),
                    Errno.EEXIST,
                    null);
        }
    }

    private static BtfKind kind(ProgramSpec program) {
        return switch (program.kind()) {
            case TP_BTF -> BtfKind.TYPEDEF;
            default -> BtfKind.FUNCTION;
        };
    }

    private static String typeName(ProgramSpec program) {
        return switch (program.kind()) {
            case TP_BTF -> "btf_trace_" + program.target();
            case LSM, LSM_SLEEPABLE -> "bpf_lsm_" + program.target();
            case ITER, ITER_SLEEPABLE -> "bpf_iter_" + program.target();
            default -> program.target();
        };
    }

    private static String noun(ProgramSpec program) {
        return switch (program.kind()) {
            case TP_BTF -> "tracepoint";
            case LSM, LSM_SLEEPABLE -> "security hook";
            case ITER, ITER_SLEEPABLE -> "iterator";
            default -> "function";
        };
    }

    private static boolean probesFunction(ProgramSpec program) {
        return noun(program).equals("function");
    }

    private static UnsupportedException missing(ProgramSpec program, String what) {
        return new UnsupportedException("load program " + program.name(), what, "");
    }
}
