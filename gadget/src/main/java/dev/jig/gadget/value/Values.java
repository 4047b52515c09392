// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import dev.jig.gadget.names.ErrnoNames;
import dev.jig.gadget.names.NameSource;
import dev.jig.gadget.names.ProtocolNames;
import dev.jig.gadget.names.SignalNames;
import dev.jig.gadget.names.SyscallNames;
import dev.jig.gadget.schema.FieldType;
import dev.jig.gadget.schema.FieldType.Address;
import dev.jig.gadget.schema.FieldType.BitNames;
import dev.jig.gadget.schema.FieldType.Bool;
import dev.jig.gadget.schema.FieldType.ByteCount;
import dev.jig.gadget.schema.FieldType.Duration;
import dev.jig.gadget.schema.FieldType.Endpoint;
import dev.jig.gadget.schema.FieldType.EnumeratorName;
import dev.jig.gadget.schema.FieldType.ErrnoName;
import dev.jig.gadget.schema.FieldType.FileFlags;
import dev.jig.gadget.schema.FieldType.FileMode;
import dev.jig.gadget.schema.FieldType.GroupName;
import dev.jig.gadget.schema.FieldType.ProtocolName;
import dev.jig.gadget.schema.FieldType.Raw;
import dev.jig.gadget.schema.FieldType.Real;
import dev.jig.gadget.schema.FieldType.SignalName;
import dev.jig.gadget.schema.FieldType.SyscallName;
import dev.jig.gadget.schema.FieldType.Text;
import dev.jig.gadget.schema.FieldType.TextList;
import dev.jig.gadget.schema.FieldType.Timestamp;
import dev.jig.gadget.schema.FieldType.UnixNanos;
import dev.jig.gadget.schema.FieldType.UserName;
import dev.jig.gadget.schema.FieldType.Whole;
import dev.jig.gadget.schema.FieldType.WholeList;
import java.nio.charset.StandardCharsets;

/// Finds the writer of a field.
public final class Values {
    private static final byte[] UNKNOWN_SYSCALL = "SYS_UNKNOWN".getBytes(StandardCharsets.US_ASCII);

    private Values() {}

    /// The writer of a field of that type in a notation.
    ///
    /// @throws IllegalArgumentException if a size or offset is out of bounds
    public static FieldWriter writer(FieldType type, Notation notation, ValueContext context) {
        Extent.check(type);
        return switch (type) {
            case Whole t -> notation.whole(t);
            case Bool t -> notation.bool(t);
            case Real t -> notation.real(t);
            case Text t -> notation.text(t);
            case TextList t -> notation.textList(t);
            case WholeList t -> notation.wholeList(t);
            case UnixNanos t -> new UnixNanosText(t.offset(), context.time());
            case UserName _, GroupName _, EnumeratorName _, BitNames _ ->
                    notation.foreign(plainText(type, context));
            default -> notation.plain(plainText(type, context));
        };
    }

    private static byte[] syscall(long number) {
        byte[] name = SyscallNames.utf8(number);
        return name == null ? UNKNOWN_SYSCALL : name;
    }

    /// The writer of a type that is shown as a string which is worked out, without quotes or
    /// escapes.
    public static FieldWriter plainText(FieldType type, ValueContext context) {
        NameSource names = context.names();
        return switch (type) {
            case Raw t -> new HexText(t.offset(), t.size());
            case Timestamp t -> new TimestampText(t.offset(), context.time());
            case ErrnoName t -> NumberName.of(t.offset(), 4, true, ErrnoNames::utf8, "error#");
            case SignalName t -> NumberName.of(t.offset(), 4, false, SignalNames::utf8, "signal#");
            case SyscallName t -> NumberName.of(t.offset(), 8, true, Values::syscall, "");
            case ProtocolName t ->
                    NumberName.of(t.offset(), 2, false, ProtocolNames::utf8, "proto#");
            case UserName t ->
                    NumberName.of(t.offset(), 4, false, id -> names.user((int) id), "uid:");
            case GroupName t ->
                    NumberName.of(t.offset(), 4, false, id -> names.group((int) id), "gid:");
            case EnumeratorName t -> new EnumeratorText(t);
            case BitNames t -> new BitNamesText(t);
            case ByteCount t -> new ByteCountText(t.offset());
            case Duration t -> new DurationText(t.offset());
            case FileMode t -> new FileModeText(t.offset());
            case FileFlags t -> FileFlagsText.of(t.offset());
            case Address t -> new AddressText(t.offset(), t.versionOffset());
            case Endpoint t -> EndpointText.of(t);
            default -> throw new IllegalArgumentException("not a text that is worked out: " + type);
        };
    }
}
