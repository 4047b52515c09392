// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import dev.jig.gadget.schema.FieldType;
import dev.jig.gadget.schema.FieldType.Address;
import dev.jig.gadget.schema.FieldType.BitNames;
import dev.jig.gadget.schema.FieldType.Bool;
import dev.jig.gadget.schema.FieldType.ByteCount;
import dev.jig.gadget.schema.FieldType.Duration;
import dev.jig.gadget.schema.FieldType.Endpoint;
import dev.jig.gadget.schema.FieldType.EnumeratorName;
import dev.jig.gadget.schema.FieldType.Environment;
import dev.jig.gadget.schema.FieldType.ErrnoName;
import dev.jig.gadget.schema.FieldType.FileFlags;
import dev.jig.gadget.schema.FieldType.FileMode;
import dev.jig.gadget.schema.FieldType.GroupName;
import dev.jig.gadget.schema.FieldType.KernelStack;
import dev.jig.gadget.schema.FieldType.LaidOutTime;
import dev.jig.gadget.schema.FieldType.OfContainer;
import dev.jig.gadget.schema.FieldType.ProtocolName;
import dev.jig.gadget.schema.FieldType.Raw;
import dev.jig.gadget.schema.FieldType.Real;
import dev.jig.gadget.schema.FieldType.Rest;
import dev.jig.gadget.schema.FieldType.SignalName;
import dev.jig.gadget.schema.FieldType.SyscallName;
import dev.jig.gadget.schema.FieldType.Text;
import dev.jig.gadget.schema.FieldType.TextList;
import dev.jig.gadget.schema.FieldType.Timestamp;
import dev.jig.gadget.schema.FieldType.UnixNanos;
import dev.jig.gadget.schema.FieldType.UserName;
import dev.jig.gadget.schema.FieldType.UserStack;
import dev.jig.gadget.schema.FieldType.Whole;
import dev.jig.gadget.schema.FieldType.WholeList;

/// Where in a record the bytes of a field end.
public final class Extent {
    /// More than any ring buffer's record has in practice; larger fields are refused.
    private static final int MAX_END = 16 << 20;

    private static final int ADDRESS_BYTES = 16;

    private Extent() {}

    /// Refuses fields that cannot be read.
    ///
    /// @throws IllegalArgumentException if the field lies before the record or beyond 16 MiB, or is
    ///   a number of an odd size
    static void check(FieldType type) {
        boolean readable =
                switch (type) {
                    case Whole t -> isWhole(t.size());
                    case WholeList t -> isWhole(t.size()) && t.count() >= 0;
                    case Real t -> t.size() == Float.BYTES || t.size() == Double.BYTES;
                    case TextList t -> t.length() == null || isWhole(t.length().size());
                    case Rest t -> t.length() == null || isWhole(t.length().size());
                    case EnumeratorName t -> isWhole(t.number().size());
                    case BitNames t -> isWhole(t.number().size());
                    case Endpoint t -> isWhole(t.port().size());
                    default -> true;
                };
        if (!readable || end(type) < 0) {
            throw new IllegalArgumentException("no such field: " + type);
        }
    }

    private static boolean isWhole(int size) {
        return size >= 1 && size <= Long.BYTES && Integer.bitCount(size) == 1;
    }

    /// The end of the bytes that are read whatever the record's length: all but those of a text
    /// list or of the rest, of which only the length counts.
    public static int fixedEnd(FieldType type) {
        if (type instanceof TextList list) {
            return list.length() == null ? 0 : end(list.length());
        }
        if (type instanceof Rest rest) {
            return rest.length() == null ? 0 : end(rest.length());
        }
        return end(type);
    }

    /// The end of the field's bytes.
    ///
    /// @throws IllegalArgumentException if the field lies before the record or beyond 16 MiB
    static int end(FieldType type) {
        return switch (type) {
            case Whole t -> end(t.offset(), t.size());
            case Bool t -> end(t.offset(), 1);
            case Real t -> end(t.offset(), t.size());
            case Text t -> end(t.offset(), t.capacity());
            case TextList t -> end(t.offset(), t.capacity());
            case Raw t -> end(t.offset(), t.size());
            case WholeList t -> end(t.offset(), (long) t.size() * t.count());
            case Timestamp t -> end(t.offset(), Long.BYTES);
            case LaidOutTime t -> end(t.offset(), Long.BYTES);
            case UnixNanos t -> end(t.offset(), Long.BYTES);
            case ErrnoName t -> end(t.offset(), Integer.BYTES);
            case SignalName t -> end(t.offset(), Integer.BYTES);
            case SyscallName t -> end(t.offset(), Long.BYTES);
            case EnumeratorName t -> end(t.number());
            case BitNames t -> end(t.number());
            case UserName t -> end(t.offset(), Integer.BYTES);
            case GroupName t -> end(t.offset(), Integer.BYTES);
            case ByteCount t -> end(t.offset(), Long.BYTES);
            case Duration t -> end(t.offset(), Long.BYTES);
            case FileMode t -> end(t.offset(), Integer.BYTES);
            case FileFlags t -> end(t.offset(), Integer.BYTES);
            case Address t -> Math.max(end(t.offset(), ADDRESS_BYTES), end(t.versionOffset(), 1));
            case ProtocolName t -> end(t.offset(), Short.BYTES);
            case Endpoint t -> Math.max(end(t.address()), end(t.port()));
            case OfContainer t -> end(t.offset(), Long.BYTES);
            case Rest t -> end(t.offset(), t.capacity());
            case Environment _ -> 0;
            case KernelStack t -> end(t.offset(), Integer.BYTES);
            case UserStack t -> end(t);
        };
    }

    private static int end(UserStack type) {
        int numbers = Math.max(end(type.id(), Integer.BYTES), end(type.process(), Integer.BYTES));
        int starts =
                Math.max(end(type.startCode(), Long.BYTES), end(type.startStack(), Long.BYTES));
        return Math.max(numbers, starts);
    }

    private static int end(int offset, long size) {
        if (offset < 0 || size < 0 || offset + size > MAX_END) {
            throw new IllegalArgumentException(
                    "field of " + size + " bytes at offset " + offset + " of a record");
        }
        return (int) (offset + size);
    }
}
