// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.schema.Column;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.Field;
import dev.jig.gadget.schema.FieldType;
import dev.jig.gadget.schema.FieldType.ErrnoName;
import dev.jig.gadget.schema.FieldType.GroupName;
import dev.jig.gadget.schema.FieldType.SignalName;
import dev.jig.gadget.schema.FieldType.Text;
import dev.jig.gadget.schema.FieldType.TextList;
import dev.jig.gadget.schema.FieldType.Timestamp;
import dev.jig.gadget.schema.FieldType.UnixNanos;
import dev.jig.gadget.schema.FieldType.UserName;
import dev.jig.gadget.schema.FieldType.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Data sources as gadgets have them.
public final class Schemas {
    public static final int SIGNAL_BYTES = 88;
    public static final int EXEC_ARGS = 152;
    public static final int EXEC_BYTES = EXEC_ARGS + 5120;

    private Schemas() {}

    /// The fields and layout of trace_signal.
    public static DataSource signal() {
        List<Field> fields = new ArrayList<>();
        fields.add(hidden("timestamp_raw", new UnixNanos(0)));
        process(fields, 8);
        fields.add(field("tpid", "", u32(72), column("TPID", 7).right()));
        fields.add(hidden("sig_raw", u32(76)));
        fields.add(hidden("error_raw", u32(80)));
        derived(fields);
        fields.add(field("sig", "", new SignalName(76), column("SIG", 10)));
        fields.add(field("error", "", new ErrnoName(80), column("ERROR", 12)));
        return source("signal", SIGNAL_BYTES, fields);
    }

    /// The fields of trace_exec without those of paths.
    public static DataSource exec() {
        List<Field> fields = new ArrayList<>();
        fields.add(hidden("timestamp_raw", new UnixNanos(0)));
        process(fields, 8);
        fields.add(hidden("loginuid", u32(72)));
        fields.add(hidden("sessionid", u32(76)));
        fields.add(hidden("error_raw", u32(80)));
        fields.add(helper("args_count", new Whole(84, 4, true)));
        fields.add(helper("args_size", u32(88)));
        fields.add(field("tty", "", new Whole(92, 4, true), column("TTY", 5).right()));
        fields.add(hidden("from_rootfs", new FieldType.Bool(96)));
        fields.add(hidden("file_from_rootfs", new FieldType.Bool(97)));
        fields.add(hidden("upper_layer", new FieldType.Bool(98)));
        fields.add(hidden("inode", new Whole(104, 8, false)));
        fields.add(hidden("ctime", new Whole(112, 8, false)));
        TextList args = new TextList(EXEC_ARGS, 5120, u32(88));
        fields.add(field("args", "", args, column("ARGS", 16)));
        derived(fields);
        fields.add(hidden("loginuser", new UserName(72)));
        fields.add(field("error", "", new ErrnoName(80), column("ERROR", 5).right()));
        return source("exec", EXEC_BYTES, fields);
    }

    private static void process(List<Field> fields, int at) {
        fields.add(field("proc.comm", "comm", new Text(at, 16), column("COMM", 16)));
        fields.add(field("proc.pid", "pid", u32(at + 16), column("PID", 7).right()));
        fields.add(field("proc.tid", "tid", u32(at + 20), column("TID", 7).right()));
        fields.add(hidden("proc.mntns_id", new Whole(at + 24, 8, false)));
        fields.add(hidden("proc.creds.uid", u32(at + 32)));
        fields.add(hidden("proc.creds.gid", u32(at + 36)));
        fields.add(hidden("proc.parent.comm", new Text(at + 40, 16)));
        fields.add(hidden("proc.parent.pid", u32(at + 56)));
        fields.add(hidden("proc.parent.tid", u32(at + 60)));
    }

    private static void derived(List<Field> fields) {
        fields.add(hidden("timestamp", new Timestamp(0)));
        fields.add(hidden("proc.creds.user", new UserName(40)));
        fields.add(hidden("proc.creds.group", new GroupName(44)));
    }

    public static Whole u32(int offset) {
        return new Whole(offset, 4, false);
    }

    public static DataSource source(String name, int size, List<Field> fields) {
        return new DataSource(name, "events", size, fields, Map.of());
    }

    public static Field field(String name, FieldType type) {
        return field(name, "", type, column(name.toUpperCase(Locale.ROOT), 16));
    }

    public static Field field(String name, String alias, FieldType type, Shape shape) {
        return new Field(
                name, alias, "", type, shape.build(), true, List.of(), List.of(), Map.of());
    }

    private static Field hidden(String name, FieldType type) {
        return field(name, "", type, column(name.toUpperCase(Locale.ROOT), 16).hidden());
    }

    private static Field helper(String name, FieldType type) {
        Column column = column(name.toUpperCase(Locale.ROOT), 16).hidden().build();
        return new Field(name, "", "", type, column, false, List.of(), List.of(), Map.of());
    }

    public static Shape column(String header, int width) {
        return new Shape(header, width, 0, 0, false, Column.Ellipsis.END, false, false, 0, false);
    }

    /// A column with few words.
    public record Shape(
            String header,
            int width,
            int min,
            int max,
            boolean isRight,
            Column.Ellipsis ellipsis,
            boolean isFixed,
            boolean isHidden,
            int order,
            boolean hex) {
        public Shape right() {
            return new Shape(
                    header, width, min, max, true, ellipsis, isFixed, isHidden, order, hex);
        }

        public Shape hidden() {
            return new Shape(header, width, min, max, isRight, ellipsis, isFixed, true, order, hex);
        }

        public Shape fixed() {
            return new Shape(
                    header, width, min, max, isRight, ellipsis, true, isHidden, order, hex);
        }

        public Shape within(int least, int most) {
            return new Shape(
                    header, width, least, most, isRight, ellipsis, isFixed, isHidden, order, hex);
        }

        public Shape cut(Column.Ellipsis kind) {
            return new Shape(header, width, min, max, isRight, kind, isFixed, isHidden, order, hex);
        }

        public Shape at(int place) {
            return new Shape(
                    header, width, min, max, isRight, ellipsis, isFixed, isHidden, place, hex);
        }

        public Shape inHex() {
            return new Shape(
                    header, width, min, max, isRight, ellipsis, isFixed, isHidden, order, true);
        }

        public Column build() {
            return new Column(
                    header, width, min, max, isRight, ellipsis, isFixed, isHidden, order, hex, 2);
        }
    }
}
