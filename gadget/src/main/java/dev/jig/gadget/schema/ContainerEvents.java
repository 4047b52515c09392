// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jig.container.Container;
import dev.jig.container.ContainerChange;
import dev.jig.gadget.schema.FieldType.Text;
import dev.jig.gadget.schema.FieldType.Whole;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The data source `containers`, which no program fills: an event for each container that is there,
/// comes or goes. Its records are laid out here.
public final class ContainerEvents {
    /// The data source's name.
    public static final String NAME = "containers";

    /// Bytes of a record.
    public static final int RECORD_BYTES = 416 + 32_768;

    private static final String TAG = "src:container-events";
    private static final Text EVENT_TYPE = new Text(0, 16);
    private static final Text CONTAINER_ID = new Text(16, 128);
    private static final Whole CGROUP_ID = new Whole(144, Long.BYTES, false);
    private static final Whole MNTNS_ID = new Whole(152, Long.BYTES, false);
    private static final Text CONTAINER_NAME = new Text(160, 256);
    private static final Text CONFIG = new Text(416, 32_768);

    private static final DataSource SOURCE =
            new DataSource(
                    NAME,
                    "",
                    RECORD_BYTES,
                    List.of(
                            field(
                                    "event_type",
                                    "What happened to it; CREATED also tells of those that were"
                                            + " there before",
                                    EVENT_TYPE,
                                    8,
                                    List.of("CREATED", "DELETED")),
                            field("container_id", "Id of the container", CONTAINER_ID, 13),
                            field(
                                    "cgroup_id",
                                    "Number of its control group, of version 2; 0 if not known",
                                    CGROUP_ID,
                                    12),
                            field("mntns_id", "Its mount namespace", MNTNS_ID, 12),
                            field("name", "Name of the container", CONTAINER_NAME, 20),
                            field(
                                    "container_config",
                                    "Its OCI config.json when it is created; empty if that cannot"
                                            + " be read or is longer than 32 KiB",
                                    CONFIG,
                                    0)),
                    Map.of());

    private ContainerEvents() {}

    /// The data source, with what is known of each container in `runtime.*` and `k8s.*`.
    public static DataSource source() {
        return ContainerFields.add(SOURCE, false);
    }

    /// Whether it is that one, and not one of a gadget's own of that name.
    public static boolean is(DataSource source) {
        return source.fields().stream().anyMatch(field -> field.tags().contains(TAG));
    }

    private static Field field(String name, String description, FieldType type, int width) {
        return field(name, description, type, width, List.of());
    }

    /// @param width of its column, 0 if that is hidden
    private static Field field(
            String name, String description, FieldType type, int width, List<String> values) {
        Column column =
                new Column(
                        name.toUpperCase(Locale.ROOT),
                        Math.max(width, 16),
                        0,
                        0,
                        type instanceof Whole,
                        Column.Ellipsis.END,
                        false,
                        width == 0,
                        0,
                        false,
                        0);
        return new Field(name, "", description, type, column, true, values, List.of(TAG), Map.of());
    }

    /// Writes an event over a record's memory.
    ///
    /// @param config `""` if not known
    public static void write(ContainerChange change, String config, MemorySegment record) {
        Container container = change.container();
        record.fill((byte) 0);
        text(EVENT_TYPE, change.kind().name(), record);
        text(CONTAINER_ID, container.id(), record);
        whole(CGROUP_ID, container.execution().cgroupId(), record);
        whole(MNTNS_ID, container.execution().mountNamespace(), record);
        text(CONTAINER_NAME, container.name(), record);
        byte[] whole = config.getBytes(UTF_8);
        if (whole.length <= CONFIG.capacity()) {
            bytes(CONFIG, whole, record);
        }
    }

    private static void text(Text field, String value, MemorySegment record) {
        bytes(field, value.getBytes(UTF_8), record);
    }

    private static void bytes(Text field, byte[] value, MemorySegment record) {
        byte[] fitting =
                value.length <= field.capacity() ? value : Arrays.copyOf(value, field.capacity());
        MemorySegment.copy(
                fitting, 0, record, ValueLayout.JAVA_BYTE, field.offset(), fitting.length);
    }

    private static void whole(Whole field, long value, MemorySegment record) {
        record.set(ValueLayout.JAVA_LONG_UNALIGNED, field.offset(), value);
    }
}
