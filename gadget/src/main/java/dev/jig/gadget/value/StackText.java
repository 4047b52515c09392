// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import dev.jig.gadget.names.ErrnoNames;
import dev.jig.gadget.stack.AsciiName;
import dev.jig.gadget.stack.StackFrames;

/// What stacks of the kernel and of user space have in common: frames one after another, the
/// innermost first, or why there are none.
final class StackText {
    /// The most bytes of one frame: a name that was kept, with an offset.
    static final int FRAME_BYTES = 288;

    private static final Literal SEPARATOR = Literal.of("; ");
    private static final Literal UNKNOWN = Literal.of("[unknown]");
    private static final Literal HEX = Literal.of("0x");

    private StackText() {}

    static int maxBytes() {
        return StackFrames.MAX * (FRAME_BYTES + SEPARATOR.length()) + Memory.SLACK;
    }

    static long separator(int index, long out) {
        return index == 0 ? out : SEPARATOR.write(out);
    }

    static long name(AsciiName name, long out) {
        byte[] bytes = name.bytes();
        return Memory.copy(bytes, bytes.length, out);
    }

    static long unknown(long out) {
        return UNKNOWN.write(out);
    }

    static long address(long address, long out) {
        return Digits.hex(address, HEX.write(out));
    }

    /// `[EEXIST]`: the map had no room for this stack; `[EFAULT]`: there is no such stack.
    static long error(int errno, long start) {
        Memory.putByte(start, '[');
        byte[] name = ErrnoNames.utf8(errno);
        long out =
                name == null
                        ? Digits.unsigned(errno, start + 1)
                        : Memory.copy(name, name.length, start + 1);
        Memory.putByte(out, ']');
        return out + 1;
    }
}
