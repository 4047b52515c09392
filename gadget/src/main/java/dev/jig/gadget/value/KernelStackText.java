// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import dev.jig.gadget.schema.FieldType.KernelStack;
import dev.jig.gadget.stack.AsciiName;
import dev.jig.gadget.stack.StackFrames;
import dev.jig.gadget.stack.StackSource;
import dev.jig.gadget.stack.StackSource.Kind;

/// A stack of the kernel as names of functions.
record KernelStackText(int offset, StackSource stacks, StackFrames frames) implements FieldWriter {
    static KernelStackText of(KernelStack type, StackSource stacks) {
        return new KernelStackText(type.offset(), stacks, stacks.frames(Kind.KERNEL));
    }

    @Override
    public long write(long record, int length, long start) {
        int errno = stacks.read(Kind.KERNEL, Memory.integer(record + offset), frames);
        if (errno != 0) {
            return StackText.error(errno, start);
        }
        long out = start;
        for (int i = 0; i < frames.count(); i++) {
            out = StackText.separator(i, out);
            AsciiName name = stacks.kernelFunction(frames.place(i));
            out = name == null ? StackText.unknown(out) : StackText.name(name, out);
        }
        return out;
    }

    @Override
    public int maxBytes() {
        return StackText.maxBytes();
    }
}
