// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

/// File permission bits as ls(1) shows them: `rwxr-xr-x`, `rwsr-xr-t`.
record FileModeText(int offset) implements FieldWriter {
    private static final int BITS = 9;
    private static final int SET_USER = 04000;
    private static final int SET_GROUP = 02000;
    private static final int STICKY = 01000;

    @Override
    public long write(long record, int length, long out) {
        return write(Memory.integer(record + offset), out);
    }

    static long write(int mode, long out) {
        for (int i = 0; i < BITS; i++) {
            boolean on = (mode & (1 << (BITS - 1 - i))) != 0;
            Memory.putByte(out + i, on ? "rwx".charAt(i % 3) : '-');
        }
        special(mode, SET_USER, 's', out + 2);
        special(mode, SET_GROUP, 's', out + 5);
        special(mode, STICKY, 't', out + 8);
        return out + BITS;
    }

    private static void special(int mode, int bit, char letter, long at) {
        if ((mode & bit) != 0) {
            boolean executable = Memory.unsignedByte(at) == 'x';
            Memory.putByte(at, executable ? letter : Character.toUpperCase(letter));
        }
    }

    @Override
    public int maxBytes() {
        return BITS;
    }
}
