// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.ebpf.Kallsyms.Symbol;
import dev.jig.object.ProgramSpec;
import dev.jig.object.btf.BtfKind;
import dev.jig.object.insn.ContextUse;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which functions the kernel and its modules have. The kernel's types, which are at hand, are
/// looked at first; the table of symbols, which takes 30 ms to read, only for what they do not
/// have. Safe for use by several threads.
public final class KernelFunctions {
    /// Copies that are the function itself under another name: made by link-time optimization of
    /// clang and gcc. Others (`.isra.0`, `.constprop.0`) have lost arguments.
    private static final Pattern RENAMED = Pattern.compile("\\.(llvm|lto_priv)\\.[0-9a-f]+");

    private final Kernel kernel;

    KernelFunctions(Kernel kernel) {
        this.kernel = kernel;
    }

    /// How much a copy of a function that the compiler made has to be like it.
    public enum Likeness {
        /// The same arguments in the same registers.
        ARGUMENTS,
        /// No more than being called where the function is: for probes that read no argument.
        CALLS;

        /// What a program needs that is attached as a kprobe.
        ///
        /// @param onReturn whether it fires when the function returns
        public static Likeness neededBy(ProgramSpec program, boolean onReturn) {
            return onReturn || ContextUse.ignored(program.instructions()) ? CALLS : ARGUMENTS;
        }
    }

    /// Looks for several functions at once, so that the table of symbols is read once at most.
    public void prepare(Collection<String> names) {
        kernel.kallsyms().prepare(names.stream().filter(name -> !typed(name)).toList());
    }

    /// The name to probe a function by: its own, or that of a copy where there are only copies. A
    /// function that the kernel's types have is taken to be there under its own name: pahole writes
    /// copies with other arguments only if these are where the function's would be (1.25).
    public Optional<String> find(String name, Likeness likeness) {
        if (typed(name)) {
            return Optional.of(name);
        }
        return kernel.kallsyms().functions(name).stream()
                .map(Symbol::name)
                .filter(symbol ->
                        likeness == Likeness.CALLS
                                || symbol.equals(name)
                                || RENAMED.matcher(symbol.substring(name.length())).matches())
                .findFirst();
    }

    /// Names other than its own that a function may have to be probed by, best first.
    List<String> copies(String name, Likeness likeness) {
        boolean any = likeness == Likeness.CALLS || typed(name);
        return kernel.kallsyms().functions(name).stream()
                .map(Symbol::name)
                .filter(symbol -> !symbol.equals(name))
                .filter(symbol -> any || RENAMED.matcher(symbol.substring(name.length())).matches())
                .toList();
    }

    private boolean typed(String name) {
        try {
            return kernel.btf().find(BtfKind.FUNCTION, name).isPresent();
        } catch (UnsupportedException noTypes) {
            return false;
        }
    }
}
