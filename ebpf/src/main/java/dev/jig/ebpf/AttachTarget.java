// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.ProgramKind;
import dev.jig.object.ProgramSpec;
import java.nio.file.Path;
import java.util.Locale;

/// What a program can be attached to. A value; whether it exists is found out when attaching. Their
/// texts are for people: `tracepoint syscalls/sys_enter_execve`.
public sealed interface AttachTarget {
    /// Whether it is the end of a call: of a function, or of a system call.
    default boolean atEnd() {
        return false;
    }

    /// The event `events/group/name` of tracefs (perf event, 4.7).
    record Tracepoint(String group, String name) implements AttachTarget {
        @Override
        public boolean atEnd() {
            return name.startsWith("sys_exit");
        }

        @Override
        public String toString() {
            return "tracepoint " + group + "/" + name;
        }
    }

    /// A tracepoint by its name in the kernel, without a group (4.17).
    record RawTracepoint(String name) implements AttachTarget {
        @Override
        public boolean atEnd() {
            return name.equals("sys_exit");
        }

        @Override
        public String toString() {
            return "raw tracepoint " + name;
        }
    }

    /// What was looked up in the kernel's types when the program was loaded: tp_btf, fentry, fexit,
    /// fmod_ret, lsm (5.5).
    record Typed(ProgramKind kind, String name) implements AttachTarget {
        @Override
        public boolean atEnd() {
            return kind.name().startsWith("FEXIT");
        }

        @Override
        public String toString() {
            return kind.name().toLowerCase(Locale.ROOT).replace("_sleepable", "") + " " + name;
        }
    }

    /// A kernel function. Where it exists only as a copy that the compiler made of it or under the
    /// name of a system call's function, that one is taken.
    ///
    /// @param offset bytes into the function, 0 for a return probe
    /// @param onReturn whether the probe fires when the function returns
    record Kprobe(String symbol, long offset, boolean onReturn) implements AttachTarget {
        @Override
        public boolean atEnd() {
            return onReturn;
        }

        @Override
        public String toString() {
            return (onReturn ? "kretprobe " : "kprobe ")
                    + symbol
                    + (offset == 0 ? "" : "+" + offset);
        }
    }

    /// A function of a program or library.
    ///
    /// @param file a path, or the name of a library or program in the usual places
    /// @param symbol its name in the file's symbol tables; `""` for a plain offset
    /// @param offset bytes into the function, or into the file if there is no symbol
    /// @param pid the process to watch, -1 for all
    record Uprobe(Path file, String symbol, long offset, boolean onReturn, int pid)
            implements AttachTarget {
        @Override
        public boolean atEnd() {
            return onReturn;
        }

        @Override
        public String toString() {
            String place = symbol.isEmpty() || offset == 0 ? symbol : symbol + "+";
            return (onReturn ? "uretprobe " : "uprobe ")
                    + file
                    + ":"
                    + place
                    + (offset == 0 ? "" : offset);
        }
    }

    /// The CPU clock of every online CPU.
    ///
    /// @param frequency times a second on each CPU
    record CpuClock(int frequency) implements AttachTarget {
        @Override
        public String toString() {
            return "cpu clock at " + frequency + " Hz";
        }
    }

    /// An iterator over kernel objects (5.8).
    record Iterator(String name) implements AttachTarget {
        @Override
        public String toString() {
            return "iterator " + name;
        }
    }

    /// An iterator over the elements of one map (5.9).
    ///
    /// @param map of the program's object
    record MapElements(String map) implements AttachTarget {
        @Override
        public String toString() {
            return "elements of map " + map;
        }
    }

    /// What a program's kind and section name.
    ///
    /// @throws UnsupportedException if jig attaches no programs of this kind
    /// @throws IllegalArgumentException if the section names no target of that kind
    static AttachTarget of(ProgramSpec program) {
        return SectionTarget.of(program);
    }
}
