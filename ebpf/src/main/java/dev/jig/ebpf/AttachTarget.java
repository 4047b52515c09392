// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.ProgramSpec;
import java.nio.file.Path;

/// What a program can be attached to. A value; whether it exists is found out when attaching.
public sealed interface AttachTarget {

    /// The event `events/group/name` of tracefs (perf event, 4.7).
    record Tracepoint(String group, String name) implements AttachTarget {
        @Override
        public String toString() {
            return "tracepoint " + group + "/" + name;
        }
    }

    /// A tracepoint by its name in the kernel, without a group (4.17).
    record RawTracepoint(String name) implements AttachTarget {
        @Override
        public String toString() {
            return "raw tracepoint " + name;
        }
    }

    /// What was looked up in the kernel's types when the program was loaded: tp_btf, fentry, fexit,
    /// fmod_ret, lsm (5.5).
    record Typed(String name) implements AttachTarget {
        @Override
        public String toString() {
            return name;
        }
    }

    /// A kernel function.
    ///
    /// @param offset bytes into the function, 0 for a return probe
    /// @param onReturn whether the probe fires when the function returns
    record Kprobe(String symbol, long offset, boolean onReturn) implements AttachTarget {
        @Override
        public String toString() {
            return (onReturn ? "kretprobe " : "kprobe ")
                    + symbol
                    + (offset == 0 ? "" : "+" + offset);
        }
    }

    /// A function of a program or library.
    ///
    /// @param symbol its name in the file's symbol tables; `""` for a plain offset
    /// @param offset bytes into the function, or into the file if there is no symbol
    /// @param pid the process to watch, -1 for all
    record Uprobe(Path file, String symbol, long offset, boolean onReturn, int pid)
            implements AttachTarget {
        @Override
        public String toString() {
            return (onReturn ? "uretprobe " : "uprobe ")
                    + file
                    + ":"
                    + symbol
                    + (offset == 0 ? "" : (symbol.isEmpty() ? "" : "+") + offset);
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

    /// What a program's kind and section name.
    ///
    /// @throws UnsupportedException if jig attaches no programs of this kind
    /// @throws IllegalArgumentException if the section names no target of that kind
    static AttachTarget of(ProgramSpec program) {
        throw new UnsupportedOperationException("" + program);
    }
}
