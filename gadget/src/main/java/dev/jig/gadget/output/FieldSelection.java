// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.Suggestion;
import dev.jig.gadget.UsageException;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Which fields are printed: `a,b` exactly these, `+a` these too, `-a` not these; several data
/// sources as `exec:a,b;signal:+c`. Names are those of fields, aliases, or parents of fields (all
/// below), in any case. A value.
public final class FieldSelection {
    /// The fields that a mode shows by itself.
    public static final FieldSelection DEFAULT = new FieldSelection(Map.of());

    private static final String EVERY_SOURCE = "";

    private final Map<String, List<String>> itemsBySource;

    private FieldSelection(Map<String, List<String>> itemsBySource) {
        this.itemsBySource = itemsBySource;
    }

    /// Reads what a user wrote.
    ///
    /// @throws UsageException if a name is missing
    public static FieldSelection parse(String text) {
        Map<String, List<String>> bySource = new LinkedHashMap<>();
        for (String part : text.split(";", -1)) {
            int colon = part.indexOf(':');
            String source = colon < 0 ? EVERY_SOURCE : part.substring(0, colon).strip();
            List<String> items = bySource.computeIfAbsent(source, _ -> new ArrayList<>());
            for (String item : part.substring(colon + 1).split(",", -1)) {
                items.add(checked(item.strip(), text));
            }
        }
        return new FieldSelection(bySource);
    }

    private static String checked(String item, String text) {
        if (name(item).isEmpty()) {
            throw new UsageException(
                    "choosing fields by \"%s\": a field name is missing".formatted(text));
        }
        return item;
    }

    private static String name(String item) {
        return item.startsWith("+") || item.startsWith("-") ? item.substring(1) : item;
    }

    /// What was said of one data source by name; what was said of every one does not count.
    public FieldSelection only(String source) {
        List<String> items = itemsBySource.get(source);
        return items == null ? DEFAULT : new FieldSelection(Map.of(source, items));
    }

    /// Makes sure that all data sources that were named exist.
    ///
    /// @throws UsageException if one does not
    public void checkSources(Collection<DataSource> sources) {
        List<String> names = sources.stream().map(DataSource::name).toList();
        for (String source : itemsBySource.keySet()) {
            if (!source.equals(EVERY_SOURCE) && !names.contains(source)) {
                throw new UsageException(
                        "choosing fields: there is no data source \"%s\"%s"
                                .formatted(source, Suggestion.hint(source, names)));
            }
        }
    }

    /// The fields of a data source to print, in the order of columns.
    ///
    /// @throws UsageException if a name is unknown or no field is left
    public List<Field> fields(DataSource source, OutputMode mode) {
        List<String> items =
                itemsBySource.getOrDefault(
                        source.name(), itemsBySource.getOrDefault(EVERY_SOURCE, List.of()));
        Map<String, Field> chosen = new LinkedHashMap<>();
        List<String> exact = items.stream().filter(item -> item.equals(name(item))).toList();
        if (exact.isEmpty()) {
            add(defaults(source, mode), chosen);
        }
        exact.forEach(item -> add(find(source, item), chosen));
        items.stream()
                .filter(item -> item.startsWith("+"))
                .forEach(item -> add(find(source, name(item)), chosen));
        items.stream()
                .filter(item -> item.startsWith("-"))
                .flatMap(item -> find(source, name(item)).stream())
                .forEach(field -> chosen.remove(field.name()));
        if (chosen.isEmpty() && !items.isEmpty()) {
            throw new UsageException(
                    "choosing fields of data source \"%s\": no field is left"
                            .formatted(source.name()));
        }
        return List.copyOf(chosen.values());
    }

    /// By name: a record's own hash code takes 30 ms the first time.
    private static void add(List<Field> fields, Map<String, Field> chosen) {
        fields.forEach(field -> chosen.put(field.name(), field));
    }

    private static List<Field> defaults(DataSource source, OutputMode mode) {
        return switch (mode) {
            case COLUMNS ->
                    source.fields().stream()
                            .filter(field -> !field.column().hidden())
                            .sorted(Comparator.comparingInt(field -> field.column().order()))
                            .toList();
            case JSON, JSONPRETTY, YAML -> source.fields().stream().filter(Field::inJson).toList();
            case NONE -> List.of();
        };
    }

    private static List<Field> find(DataSource source, String name) {
        List<Field> found = source.field(name).map(List::of).orElseGet(() -> below(source, name));
        if (found.isEmpty()) {
            throw new UsageException(
                    "choosing fields of data source \"%s\": there is no field \"%s\"%s"
                            .formatted(source.name(), name, Suggestion.hint(name, names(source))));
        }
        return found;
    }

    private static List<Field> below(DataSource source, String parent) {
        String prefix = parent.toLowerCase(Locale.ROOT) + ".";
        return source.fields().stream()
                .filter(field -> field.name().toLowerCase(Locale.ROOT).startsWith(prefix))
                .toList();
    }

    /// All names that can be given: of fields, their aliases and their parents.
    static Set<String> names(DataSource source) {
        Set<String> names = new TreeSet<>();
        for (Field field : source.fields()) {
            names.addAll(Arrays.asList(field.name(), field.alias()));
            for (int dot = field.name().indexOf('.');
                    dot >= 0;
                    dot = field.name().indexOf('.', dot + 1)) {
                names.add(field.name().substring(0, dot));
            }
        }
        names.remove("");
        return names;
    }
}
