// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.schema;

import dev.jig.gadget.Suggestion;
import dev.jig.gadget.metadata.GadgetMetadata.DataSourceSettings;
import dev.jig.gadget.metadata.GadgetMetadata.FieldSettings;
import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfKind;
import dev.jig.object.btf.BtfType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes a data source of a C structure, the names of its typedefs and what `gadget.yaml` says.
public final class SchemaBuilder {
    private static final String RAW_SUFFIX = "_raw";
    private static final String SET_SUFFIX = "_set";
    private static final FieldSettings NO_SETTINGS = new FieldSettings(Map.of(), List.of());

    private final Btf btf;
    private final SchemaErrors errors;
    private final Map<String, FieldSettings> settings = new HashMap<>();
    private final Drafts drafts;
    private List<Leaf> leaves = List.of();

    private SchemaBuilder(Btf btf, SchemaErrors errors, DataSourceSettings source) {
        this.btf = btf;
        this.errors = errors;
        this.drafts = new Drafts(errors);
        source.fields().forEach((name, field) -> settings.put(lower(name), field));
    }

    /// @param name of the data source
    /// @param map that carries the records, `""` if none does
    /// @param struct name of the records' structure in the object's types
    /// @param source what gadget.yaml says of it
    /// @throws dev.jig.gadget.MalformedGadgetException if the structure or what is said of it makes
    ///   no sense
    public static DataSource build(
            Btf btf, String name, String map, String struct, DataSourceSettings source) {
        SchemaErrors errors = new SchemaErrors(name);
        BtfType.Composite record = record(btf, struct, errors);
        List<Leaf> leaves = StructWalker.leaves(btf, record, errors);
        List<Field> fields = fields(btf, leaves, record.size(), errors, source);
        return new DataSource(name, map, record.size(), fields, source.annotations());
    }

    /// Makes a data source of the entries of a map: the fields of its key and those of its value.
    ///
    /// @param key type of the key in the object's types, a structure
    /// @param value type of the value, a structure
    /// @throws dev.jig.gadget.MalformedGadgetException if they are no structures, or what is said
    ///   of them makes no sense
    public static DataSource entries(
            Btf btf, String name, int key, int value, DataSourceSettings source) {
        SchemaErrors errors = new SchemaErrors(name);
        BtfType.Composite keys = composite(btf, key, "key", errors);
        BtfType.Composite values = composite(btf, value, "value", errors);
        EntryShape shape = new EntryShape(keys.size(), values.size());
        List<Leaf> leaves = new ArrayList<>();
        StructWalker.leaves(btf, keys, errors).forEach(leaf -> leaves.add(leaf.ofKey()));
        StructWalker.leaves(btf, values, errors)
                .forEach(leaf -> leaves.add(leaf.shifted(shape.valueAt())));
        List<Field> fields = fields(btf, leaves, shape.recordSize(), errors, source);
        return new DataSource(name, "", shape.recordSize(), fields, source.annotations());
    }

    private static BtfType.Composite composite(
            Btf btf, int type, String what, SchemaErrors errors) {
        if (type != 0 && btf.type(btf.strip(type)) instanceof BtfType.Composite composite) {
            return composite;
        }
        throw errors.error("the map's " + what + " is no structure");
    }

    private static List<Field> fields(
            Btf btf,
            List<Leaf> leaves,
            int recordSize,
            SchemaErrors errors,
            DataSourceSettings source) {
        SchemaBuilder builder = new SchemaBuilder(btf, errors, source);
        builder.add(leaves);
        ExtraFields.add(source.annotations(), recordSize, builder.drafts, errors);
        List<Field> fields = builder.build();
        builder.rejectUnknown(source);
        return fields;
    }

    private static BtfType.Composite record(Btf btf, String struct, SchemaErrors errors) {
        int id =
                btf.find(BtfKind.STRUCT, struct)
                        .orElseThrow(() -> errors.error("the object has no struct " + struct));
        return (BtfType.Composite) btf.type(id);
    }

    private void add(List<Leaf> all) {
        leaves = all;
        leaves.forEach(this::add);
        leaves.forEach(this::hideLength);
    }

    private List<Field> build() {
        List<Draft> made = new ArrayList<>(drafts.members());
        made.addAll(drafts.derived());
        List<Field> fields = new ArrayList<>();
        for (Draft draft : made) {
            FieldSettings said = said(draft.name());
            fields.add(draft.build(fields.size(), said.annotations(), said.tags(), errors));
        }
        return ColumnReplacement.apply(fields, errors);
    }

    private FieldSettings said(String field) {
        return settings.getOrDefault(lower(field), NO_SETTINGS);
    }

    private @Nullable String annotation(Leaf leaf, String key) {
        return said(leaf.name()).annotations().get(key);
    }

    private void add(Leaf leaf) {
        if (leaf.type() instanceof BtfType.Composite endpoint) {
            Endpoints.add(leaf, endpoint, drafts, errors);
            return;
        }
        Draft draft = drafts.member(leaf, leaf.name(), memberType(leaf));
        Meanings.apply(leaf, draft);
        if (leaf.type() instanceof BtfType.Pointer) {
            draft.preset("columns.hex", "true");
        }
        Derivation.of(leaf).ifPresent(derivation -> derive(leaf, draft, derivation));
        UserStacks.add(leaf, leaves, drafts);
        if (leaf.type() instanceof BtfType.Enumeration enumeration) {
            named(leaf, draft, enumeration);
        }
    }

    private FieldType memberType(Leaf leaf) {
        FieldType plain = LeafType.of(btf, leaf, errors);
        if (leaf.is("gadget_timestamp")) {
            return new FieldType.UnixNanos(leaf.offset());
        }
        return leaf.is("gadget_strings") && plain instanceof FieldType.Text text
                ? new FieldType.TextList(text.offset(), text.capacity(), length(leaf))
                : plain;
    }

    private FieldType.@Nullable Whole length(Leaf leaf) {
        String sibling = annotation(leaf, "strings.length");
        if (sibling == null) {
            return null;
        }
        String wanted = leaf.sibling(sibling);
        Leaf found = leaf(wanted);
        if (found == null) {
            List<String> names = leaves.stream().map(Leaf::bare).toList();
            throw errors.unknown(leaf.name(), "strings.length", sibling, names);
        }
        if (LeafType.of(btf, found, errors) instanceof FieldType.Whole whole) {
            return whole;
        }
        throw errors.field(leaf.name(), "has a strings.length that is no number");
    }

    private @Nullable Leaf leaf(String name) {
        return leaves.stream()
                .filter(leaf -> lower(leaf.name()).equals(lower(name)))
                .findFirst()
                .orElse(null);
    }

    /// The number of bytes a list uses says nothing of its own.
    private void hideLength(Leaf leaf) {
        String sibling = leaf.is("gadget_strings") ? annotation(leaf, "strings.length") : null;
        if (sibling != null) {
            String length = lower(leaf.sibling(sibling));
            drafts.members().stream()
                    .filter(draft -> lower(draft.name()).equals(length))
                    .forEach(SchemaBuilder::hideEverywhere);
        }
    }

    private static void hideEverywhere(Draft draft) {
        draft.hide();
        draft.preset("json.skip", "true");
    }

    private void derive(Leaf leaf, Draft raw, Derivation derivation) {
        if (leaf.size() != derivation.size()) {
            throw errors.field(
                    leaf.name(),
                    "has %d bytes, its typedef means %d".formatted(leaf.size(), derivation.size()));
        }
        String target = target(leaf, derivation.target(), derivation.fallback());
        if (target.isEmpty()) {
            return;
        }
        FieldType type = laidOut(leaf, derivation.type().apply(leaf.offset()));
        Draft readable = drafts.derived(leaf, leaf.sibling(target), type);
        raw.hide();
        if (!derivation.template().isEmpty()) {
            readable.template(derivation.template());
        }
        if (derivation.hidden()) {
            readable.hide();
        }
        readable.possibleValues(derivation.possibleValues());
        Meanings.alias(leaf.owner(), target, readable);
    }

    private FieldType laidOut(Leaf leaf, FieldType type) {
        String layout = annotation(leaf, "formatters.timestamp.format");
        if (layout == null || !(type instanceof FieldType.Timestamp time)) {
            return type;
        }
        return TimeLayout.of(layout)
                .map(known -> (FieldType) new FieldType.LaidOutTime(time.offset(), known))
                .orElseThrow(() ->
                        errors.field(
                                leaf.name(),
                                "has a formatters.timestamp.format that is no layout of at most "
                                        + TimeLayout.MAX_LENGTH
                                        + " printable characters"));
    }

    private String target(Leaf leaf, String annotation, String fallback) {
        String said = annotation(leaf, annotation);
        if (said != null && !said.isEmpty()) {
            return said;
        }
        return leaf.bare().endsWith(RAW_SUFFIX) && leaf.bare().length() > RAW_SUFFIX.length()
                ? leaf.bare().substring(0, leaf.bare().length() - RAW_SUFFIX.length())
                : fallback;
    }

    private void named(Leaf leaf, Draft raw, BtfType.Enumeration enumeration) {
        String target = target(leaf, "ebpf.formatter.enum", "");
        if (target.isEmpty()) {
            return;
        }
        if (!(LeafType.of(btf, leaf, errors) instanceof FieldType.Whole number)) {
            return;
        }
        List<FieldType.Choice> choices =
                enumeration.enumerators().stream()
                        .map(e -> new FieldType.Choice(e.name(), e.value()))
                        .toList();
        FieldType type =
                enumeration.name().endsWith(SET_SUFFIX)
                        ? new FieldType.BitNames(number, choices, separator(leaf))
                        : new FieldType.EnumeratorName(number, choices);
        Draft readable = drafts.derived(leaf, leaf.sibling(target), type);
        readable.possibleValues(choices.stream().map(FieldType.Choice::name).toList());
        raw.hide();
    }

    private String separator(Leaf leaf) {
        String said = annotation(leaf, "ebpf.formatter.bitfield.separator");
        return said == null ? "|" : said;
    }

    private void rejectUnknown(DataSourceSettings source) {
        List<String> names = new ArrayList<>(drafts.names());
        for (String said : source.fields().keySet()) {
            String wanted = lower(said);
            if (names.stream().map(SchemaBuilder::lower).noneMatch(n -> isOrHolds(wanted, n))) {
                throw errors.error(
                        "gadget.yaml names an unknown field \""
                                + said
                                + "\""
                                + Suggestion.hint(said, names));
            }
        }
    }

    /// Whether it is that field or a structure around it.
    private static boolean isOrHolds(String wanted, String field) {
        return field.equals(wanted) || field.startsWith(wanted + ".");
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
