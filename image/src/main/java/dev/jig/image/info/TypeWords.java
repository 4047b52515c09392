// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.info;

import dev.jig.gadget.param.ParamType;
import dev.jig.gadget.schema.FieldType;

/// What the types of fields and params are called: `u32`, `text[16]`, `timestamp`.
public final class TypeWords {
    private TypeWords() {}

    public static String of(FieldType type) {
        return switch (type) {
            case FieldType.Whole(int _, int size, boolean signed) -> whole(size, signed);
            case FieldType.Bool _ -> "bool";
            case FieldType.Real(int _, int size) -> "f" + size * 8;
            case FieldType.Text(int _, int capacity) -> "text[%d]".formatted(capacity);
            case FieldType.TextList list -> "list of texts[%d]".formatted(list.capacity());
            case FieldType.Raw(int _, int size) -> "bytes[%d]".formatted(size);
            case FieldType.WholeList list ->
                    "%s[%d]".formatted(whole(list.size(), list.signed()), list.count());
            case FieldType.Timestamp _, FieldType.LaidOutTime _ -> "timestamp";
            case FieldType.UnixNanos _ -> "nanoseconds";
            case FieldType.ErrnoName _ -> "error name";
            case FieldType.SignalName _ -> "signal name";
            case FieldType.SyscallName _ -> "syscall name";
            case FieldType.EnumeratorName _ -> "enumerator name";
            case FieldType.BitNames _ -> "names of bits";
            case FieldType.UserName _ -> "user name";
            case FieldType.GroupName _ -> "group name";
            case FieldType.ByteCount _ -> "size";
            case FieldType.Duration _ -> "duration";
            case FieldType.FileMode _ -> "file mode";
            case FieldType.FileFlags _ -> "file flags";
            case FieldType.Address _ -> "address";
            case FieldType.ProtocolName _ -> "protocol name";
            case FieldType.Endpoint _ -> "endpoint";
            case FieldType.OfContainer _ -> "container";
            case FieldType.Rest _ -> "bytes";
            case FieldType.Environment _ -> "environment variable";
            case FieldType.KernelStack _ -> "kernel stack";
            case FieldType.UserStack _ -> "user stack";
        };
    }

    public static String of(ParamType type) {
        return switch (type) {
            case ParamType.Whole(int size, boolean signed) -> whole(size, signed);
            case ParamType.Bool _ -> "bool";
            case ParamType.Real(int size) -> "f" + size * 8;
            case ParamType.Text(int capacity) -> "text[%d]".formatted(capacity);
            case ParamType.Address _ -> "address";
            case ParamType.Signal _ -> "signal";
        };
    }

    private static String whole(int size, boolean signed) {
        return (signed ? "s" : "u") + size * 8;
    }
}
