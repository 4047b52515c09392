// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.ProgramSpec;

/// A program in the kernel; it belongs to its {@link BpfObject}. Safe for use by several threads.
public final class Program {
    Program() {}

    public String name() {
        return spec().name();
    }

    /// What was loaded, relocated for this kernel.
    public ProgramSpec spec() {
        throw new UnsupportedOperationException();
    }

    /// The file descriptor, owned by the object.
    public int fd() {
        throw new UnsupportedOperationException();
    }

    /// The kernel's number of this program (4.13).
    public int id() {
        throw new UnsupportedOperationException();
    }

    /// What the verifier wrote, `""` unless {@link LoadOptions#logLevel()} asked for it.
    public String log() {
        throw new UnsupportedOperationException();
    }

    /// Runs the program once, attached to nothing (4.12; raw tracepoints 5.10, `syscall` 5.14).
    ///
    /// @throws KernelException if the kernel cannot run this type of program
    public TestRun testRun(TestRun.Input input) {
        throw new UnsupportedOperationException("" + input);
    }
}
