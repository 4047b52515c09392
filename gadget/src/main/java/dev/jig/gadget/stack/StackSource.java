// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.stack;

import org.jspecify.annotations.Nullable;

/// What output needs to know of stacks. Asked on the event path by several threads: answers come
/// from memory or from one lookup in a map, at once; nothing is allocated where the same was asked
/// before.
public interface StackSource {
    /// Knows of no stack.
    StackSource NONE = new NoStacks();

    /// Which map a stack is in.
    enum Kind {
        KERNEL,
        USER
    }

    /// Memory for stacks of that kind.
    StackFrames frames(Kind kind);

    /// Finds the addresses of a stack.
    ///
    /// @param id what bpf_get_stackid gave: its number, or a negative errno
    /// @param into of {@link #frames}
    /// @return 0, or the errno of the id, or ENOENT if there is no such stack
    int read(Kind kind, int id, StackFrames into);

    /// The name of the function of the kernel that an address is in; null if none is known.
    @Nullable AsciiName kernelFunction(long address);

    /// What is known of the memory of a process; null if nothing is, yet.
    ///
    /// @param pid as the host sees it
    /// @param startCode where its executable's code is, as the kernel keeps it
    /// @param startStack where its stack began: with the other two this tells one execution of a
    ///   program from another
    @Nullable AddressSpace process(int pid, long startCode, long startStack);
}
