// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.Field;
import dev.jig.gadget.schema.FieldType;
import dev.jig.gadget.schema.FieldType.Address;
import dev.jig.gadget.schema.FieldType.BitNames;
import dev.jig.gadget.schema.FieldType.Choice;
import dev.jig.gadget.schema.FieldType.EnumeratorName;
import dev.jig.gadget.schema.FieldType.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Data sources and records of every kind, by chance.
final class RandomSchema {
    private static final int BYTES = 256;
    private static final int MAX_FIELDS = 20;
    private static final String TRAPS = "\"\\\n\r\t\u001b\u007f /-ab'#: ";

    private final RandomGenerator random;

    RandomSchema(RandomGenerator random) {
        this.random = random;
    }

    DataSource source() {
        List<Field> fields = new ArrayList<>();
        int count = 1 + random.nextInt(MAX_FIELDS);
        for (int i = 0; i < count; i++) {
            String parent = random.nextInt(3) == 0 ? "p" + random.nextInt(2) + "." : "";
            String grand = random.nextInt(4) == 0 ? "q." : "";
            fields.add(Schemas.field(grand + parent + "f" + i, type()));
        }
        return Schemas.source("random", BYTES, fields);
    }

    private FieldType type() {
        return switch (random.nextInt(24)) {
            case 0, 1, 2 -> whole();
            case 3 -> new FieldType.Bool(offset(1));
            case 4 -> new FieldType.Real(offset(8), 8);
            case 5 -> new FieldType.Real(offset(4), 4);
            case 6, 7, 8 -> text();
            case 9, 10 -> list();
            case 11 -> new FieldType.Raw(offset(20), random.nextInt(20));
            case 12 -> new FieldType.WholeList(offset(32), 4, random.nextBoolean(), 8);
            case 13 -> new FieldType.Timestamp(offset(8));
            case 14 -> new FieldType.UnixNanos(offset(8));
            case 15 -> new FieldType.ErrnoName(offset(4));
            case 16 -> new FieldType.SignalName(offset(4));
            case 17 -> new FieldType.SyscallName(offset(8));
            case 18 -> new EnumeratorName(whole(), choices());
            case 19 -> new BitNames(whole(), choices(), "|");
            case 20 -> new FieldType.UserName(offset(4));
            case 21 -> new FieldType.ByteCount(offset(8));
            case 22 -> new FieldType.Duration(offset(8));
            default -> other();
        };
    }

    private FieldType other() {
        Address address = new Address(offset(16), offset(1));
        return switch (random.nextInt(6)) {
            case 0 -> new FieldType.FileMode(offset(4));
            case 1 -> new FieldType.FileFlags(offset(4));
            case 2 -> address;
            case 3 -> new FieldType.ProtocolName(offset(2));
            case 4 -> new FieldType.GroupName(offset(4));
            default -> new FieldType.Endpoint(address, new Whole(offset(2), 2, false));
        };
    }

    private Whole whole() {
        int size = 1 << random.nextInt(4);
        return new Whole(offset(size), size, random.nextBoolean());
    }

    private FieldType text() {
        int capacity = random.nextInt(40);
        return new FieldType.Text(offset(capacity), capacity);
    }

    private FieldType list() {
        int capacity = random.nextInt(60);
        return new FieldType.TextList(
                offset(capacity), capacity, random.nextBoolean() ? null : whole());
    }

    private static List<Choice> choices() {
        return List.of(
                new Choice("NONE", 0),
                new Choice("ONE", 1),
                new Choice("A\"B", 2),
                new Choice("FOUR", 4),
                new Choice("MINUS", -1));
    }

    private int offset(int size) {
        return random.nextInt(BYTES - size + 1);
    }

    TestRecord record() {
        int kind = random.nextInt(6);
        TestRecord record = new TestRecord(BYTES);
        for (int i = 0; i < BYTES; i++) {
            record.u8(i, oneByte(kind));
        }
        return random.nextInt(5) == 0 ? record.cut(random.nextInt(BYTES)) : record;
    }

    private int oneByte(int kind) {
        return switch (kind) {
            case 0 -> random.nextInt(256);
            case 1 -> 1;
            case 2 -> 0xff;
            case 3 -> random.nextInt(8) == 0 ? 0 : 'a' + random.nextInt(26);
            case 4 -> TRAPS.charAt(random.nextInt(TRAPS.length()));
            default -> random.nextInt(3) == 0 ? 0 : random.nextInt(4);
        };
    }
}
