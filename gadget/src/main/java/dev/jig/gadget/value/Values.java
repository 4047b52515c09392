// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import dev.jig.gadget.names.NameSource;
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

/// Finds the writer of a field.
public final class Values {
    private Values() {}

    /// How a field of that type is spelled in a notation.
    ///
    /// @throws IllegalArgumentException if a size or offset is out of bounds
    public static Spelling spelling(FieldType type, Notation notation, ValueContext context) {
        Extent.check(type);
        return switch (type) {
            case Whole t -> notation.whole(t);
            case Bool t -> Spelling.of(new BoolText(t.offset()));
            case Real t -> notation.real(t);
            case Text t -> notation.text(t);
            case TextList t -> notation.textList(t);
            case WholeList t -> notation.wholeList(t);
            case UnixNanos t -> Spelling.of(new UnixNanosText(t.offset(), context.time()));
            case OfContainer t when !isText(t) ->
                    Spelling.of(workedOut(type, notation.encoding(), context));
            default -> notation.workedOut(workedOut(type, notation.encoding(), context));
        };
    }

    /// The writer of a type that is shown as a string which is worked out.
    ///
    /// @param encoding of names from outside
    public static FieldWriter workedOut(FieldType type, Encoding encoding, ValueContext context) {
        NameSource names = context.names();
        return switch (type) {
            case Raw t -> new HexText(t.offset(), t.size());
            case Timestamp t -> new TimestampText(t.offset(), context.time());
            case LaidOutTime t ->
                    new LaidOutTimeText(t.offset(), t.layout(), context.time(), names.zone());
            case ErrnoName t -> new ErrnoText(t.offset());
            case SignalName t -> new SignalText(t.offset());
            case SyscallName t -> new SyscallText(t.offset());
            case ProtocolName t -> new ProtocolText(t.offset());
            case UserName t -> new UserText(t.offset(), names, new EncodedNames(encoding));
            case GroupName t -> new GroupText(t.offset(), names, new EncodedNames(encoding));
            case EnumeratorName t -> new EnumeratorText(t, encoding);
            case BitNames t -> new BitNamesText(t, encoding);
            case ByteCount t -> new ByteCountText(t.offset());
            case Duration t -> new DurationText(t.offset());
            case FileMode t -> new FileModeText(t.offset());
            case FileFlags t -> FileFlagsText.of(t.offset());
            case Address t -> new AddressText(t.offset(), t.versionOffset());
            case Endpoint t -> EndpointText.of(t);
            case OfContainer t -> ContainerText.of(t, encoding, names);
            case Rest t -> RestText.of(t);
            case Environment t -> FixedText.of(names.environment(t.variable()), encoding);
            case KernelStack t -> KernelStackText.of(t, names.stacks());
            case UserStack t -> UserStackText.of(t, names.stacks());
            default -> throw new IllegalArgumentException("not a string: " + type);
        };
    }

    private static boolean isText(OfContainer type) {
        return switch (type.fact().kind()) {
            case TEXT, REASON -> true;
            case NUMBER, FLAG -> false;
        };
    }
}
