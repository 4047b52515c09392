// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import dev.jig.gadget.names.SyscallNames;

/// A system call by its name.
record SyscallText(int offset) implements FieldWriter {
    private static final int MAX_NAME_BYTES = 40;
    private static final Literal UNKNOWN = Literal.of("SYS_UNKNOWN");

    @Override
    public long write(long record, int length, long out) {
        byte[] name = SyscallNames.utf8(Memory.longInteger(record + offset));
        return name == null ? UNKNOWN.write(out) : Memory.copy(name, name.length, out);
    }

    @Override
    public int maxBytes() {
        return MAX_NAME_BYTES + Memory.SLACK;
    }
}
