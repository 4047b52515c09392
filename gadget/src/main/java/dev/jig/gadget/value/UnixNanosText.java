// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

/// A stamp of the boot-time clock as nanoseconds since 1970.
record UnixNanosText(int offset, TimeText time) implements FieldWriter {
    @Override
    public long write(long record, int length, long out) {
        return Digits.signed(time.unixNanos(Memory.longInteger(record + offset)), out);
    }

    @Override
    public int maxBytes() {
        return Digits.MAX_BYTES + Memory.SLACK;
    }
}
