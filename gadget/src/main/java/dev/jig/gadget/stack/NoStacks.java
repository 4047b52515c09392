// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.stack;

import org.jspecify.annotations.Nullable;

/// No stacks at all.
record NoStacks() implements StackSource {
    private static final int ENOENT = 2;

    @Override
    public StackFrames frames(Kind kind) {
        return new StackFrames(0);
    }

    @Override
    public int read(Kind kind, int id, StackFrames into) {
        return id < 0 ? -id : ENOENT;
    }

    @Override
    public @Nullable AsciiName kernelFunction(long address) {
        return null;
    }

    @Override
    public @Nullable AddressSpace process(int pid, long startCode, long startStack) {
        return null;
    }
}
