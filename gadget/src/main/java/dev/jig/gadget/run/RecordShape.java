// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.Field;
import dev.jig.gadget.schema.FieldType;

/// How long a data source's records are, in bytes.
///
/// @param size of the whole structure
/// @param leastSize of a record that can be read as it is: readers of lists mind the record's end,
///   readers of everything else do not
record RecordShape(int size, int leastSize) {
    static RecordShape of(DataSource source) {
        boolean hasList =
                source.fields().stream()
                        .map(Field::type)
                        .anyMatch(FieldType.TextList.class::isInstance);
        int least =
                hasList
                        ? source.fields().stream().mapToInt(f -> end(f.type())).max().orElse(0)
                        : source.recordSize();
        return new RecordShape(source.recordSize(), least);
    }

    private static int end(FieldType type) {
        return switch (type) {
            case FieldType.Whole(int offset, int size, boolean _) -> offset + size;
            case FieldType.Bool(int offset) -> offset + 1;
            case FieldType.Real(int offset, int size) -> offset + size;
            case FieldType.Text(int offset, int capacity) -> offset + capacity;
            case FieldType.TextList _ -> 0;
            case FieldType.Raw(int offset, int size) -> offset + size;
            case FieldType.WholeList(int offset, int size, boolean _, int count) ->
                    offset + size * count;
            case FieldType.Timestamp(int offset) -> offset + Long.BYTES;
            case FieldType.UnixNanos(int offset) -> offset + Long.BYTES;
            case FieldType.ErrnoName(int offset) -> offset + Integer.BYTES;
            case FieldType.SignalName(int offset) -> offset + Integer.BYTES;
            case FieldType.SyscallName(int offset) -> offset + Long.BYTES;
            case FieldType.EnumeratorName(FieldType.Whole number, var _) -> end(number);
            case FieldType.BitNames(FieldType.Whole number, var _, var _) -> end(number);
            case FieldType.UserName(int offset) -> offset + Integer.BYTES;
            case FieldType.GroupName(int offset) -> offset + Integer.BYTES;
            case FieldType.ByteCount(int offset) -> offset + Long.BYTES;
            case FieldType.Duration(int offset) -> offset + Long.BYTES;
            case FieldType.FileMode(int offset) -> offset + Integer.BYTES;
            case FieldType.FileFlags(int offset) -> offset + Integer.BYTES;
            case FieldType.Address(int _, int versionOffset) -> versionOffset + 1;
            case FieldType.ProtocolName(int offset) -> offset + Short.BYTES;
            case FieldType.Endpoint(FieldType.Address address, FieldType.Whole port) ->
                    Math.max(end(address), end(port));
        };
    }
}
