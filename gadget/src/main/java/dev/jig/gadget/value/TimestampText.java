// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

/// A stamp of the boot-time clock as local time.
record TimestampText(int offset, TimeText time) implements FieldWriter {
    @Override
    public long write(long record, int length, long out) {
        return time.write(time.unixNanos(Memory.longInteger(record + offset)), out);
    }

    @Override
    public int maxBytes() {
        return TimeText.MAX_BYTES;
    }
}
