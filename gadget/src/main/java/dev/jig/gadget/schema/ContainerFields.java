// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.schema;

import dev.jig.gadget.schema.FieldType.OfContainer;
import dev.jig.gadget.schema.FieldType.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The fields `runtime.*` and `k8s.*`, which data sources with a mount namespace's id have beside
/// their own.
public final class ContainerFields {
    private static final String NAMESPACE_TAG = "type:gadget_mntns_id";
    private static final int WIDTH = 16;

    private ContainerFields() {}

    /// The field that holds the mount namespace events are assigned to containers by.
    public static Optional<Field> namespace(DataSource source) {
        return namespaces(source).stream().findFirst();
    }

    /// All fields that hold a mount namespace: those of that type and those that are called so.
    public static List<Field> namespaces(DataSource source) {
        return source.fields().stream()
                .filter(field ->
                        field.tags().contains(NAMESPACE_TAG) || field.name().endsWith("mntns_id"))
                .filter(field -> field.type() instanceof Whole w && w.size() == Long.BYTES)
                .toList();
    }

    /// The data source with those fields; itself if it has no mount namespace, or fields of such
    /// names of its own.
    ///
    /// @param shown whether the container's name has a column by default
    public static DataSource add(DataSource source, boolean shown) {
        Optional<Field> namespace = namespace(source);
        boolean taken =
                source.fields().stream().map(Field::name).anyMatch(ContainerFields::isTaken);
        if (namespace.isEmpty() || taken) {
            return source;
        }
        int offset = ((Whole) namespace.get().type()).offset();
        List<Field> fields = new ArrayList<>(source.fields());
        for (ContainerFact fact : ContainerFact.values()) {
            boolean hidden = fact != ContainerFact.CONTAINER_NAME || !shown;
            fields.add(field(fact, offset, hidden));
        }
        return new DataSource(
                source.name(), source.map(), source.recordSize(), fields, source.annotations());
    }

    /// The same without a column for the container's name by default.
    public static DataSource withoutColumn(DataSource source) {
        List<Field> fields = new ArrayList<>();
        for (Field field : source.fields()) {
            boolean name =
                    field.type() instanceof OfContainer c
                            && c.fact() == ContainerFact.CONTAINER_NAME;
            fields.add(
                    name
                            ? field(
                                    ContainerFact.CONTAINER_NAME,
                                    ((OfContainer) field.type()).offset(),
                                    true)
                            : field);
        }
        return new DataSource(
                source.name(), source.map(), source.recordSize(), fields, source.annotations());
    }

    private static boolean isTaken(String name) {
        return name.equals("k8s")
                || name.equals("runtime")
                || name.startsWith("k8s.")
                || name.startsWith("runtime.");
    }

    private static Field field(ContainerFact fact, int offset, boolean hidden) {
        return new Field(
                fact.field(),
                "",
                fact.description(),
                new OfContainer(offset, fact),
                column(fact, hidden),
                true,
                fact.possibleValues(),
                List.of("src:containers"),
                Map.of());
    }

    /// Their columns stand before all others.
    private static Column column(ContainerFact fact, boolean hidden) {
        int order = fact.ordinal() - ContainerFact.values().length;
        int width = fact == ContainerFact.CONTAINER_NAME ? WIDTH + 4 : WIDTH;
        return new Column(
                fact.field().toUpperCase(java.util.Locale.ROOT),
                width,
                0,
                0,
                fact.kind() == ContainerFact.Kind.NUMBER,
                Column.Ellipsis.END,
                false,
                hidden,
                order,
                false,
                0);
    }
}
