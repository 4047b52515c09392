// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.metadata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// A mapping whose keys are known: gives typed values, in messages names where they stand. Keys are
/// the same in upper and lower case.
final class Section {
    private final YamlErrors errors;
    private final String path;
    private final int line;
    private final Map<String, YamlNode.Entry> byKey = new LinkedHashMap<>();

    private Section(YamlErrors errors, String path, int line) {
        this.errors = errors;
        this.path = path;
        this.line = line;
    }

    /// @param node null stands for an empty mapping
    /// @throws dev.jig.gadget.MalformedGadgetException if it has other keys than these
    static Section of(YamlErrors errors, String path, @Nullable YamlNode node, String... keys) {
        List<String> known = List.of(keys);
        Section section = new Section(errors, path, node == null ? 1 : node.line());
        for (YamlNode.Entry entry : entries(errors, path, node)) {
            String key = entry.key().toLowerCase(Locale.ROOT);
            if (known.stream().noneMatch(key::equalsIgnoreCase)) {
                throw errors.unknown(entry.line(), "key", entry.key(), path, known);
            }
            if (section.byKey.put(key, entry) != null) {
                throw errors.at(entry.line(), "key \"" + entry.key() + "\" is there twice");
            }
        }
        return section;
    }

    private static List<YamlNode.Entry> entries(
            YamlErrors errors, String path, @Nullable YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            return mapping.entries();
        }
        if (node == null || (node instanceof YamlNode.Text text && isNull(text))) {
            return List.of();
        }
        throw errors.at(node.line(), (path.isEmpty() ? "the file" : path) + " must be a mapping");
    }

    private static boolean isNull(YamlNode.Text text) {
        String value = text.value();
        return text.plain()
                && (value.isEmpty() || value.equals("~") || value.equalsIgnoreCase("null"));
    }

    private Optional<YamlNode> value(String key) {
        return Optional.ofNullable(byKey.get(key.toLowerCase(Locale.ROOT)))
                .map(YamlNode.Entry::value);
    }

    private String inside(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    boolean has(String key) {
        return value(key).isPresent();
    }

    int line(String key) {
        return value(key).map(YamlNode::line).orElse(line);
    }

    String text(String key) {
        return value(key).map(node -> textOf(node, inside(key))).orElse("");
    }

    private String textOf(YamlNode node, String where) {
        if (node instanceof YamlNode.Text text) {
            return isNull(text) ? "" : text.value();
        }
        throw errors.at(node.line(), where + " must be a text");
    }

    boolean flag(String key) {
        String text = text(key).toLowerCase(Locale.ROOT);
        return switch (text) {
            case "true" -> true;
            case "", "false" -> false;
            default -> throw errors.at(line(key), inside(key) + " must be true or false");
        };
    }

    /// A whole number within bounds; `absent` if the key is not there.
    int number(String key, int absent, int lowest, int highest) {
        if (!has(key)) {
            return absent;
        }
        String text = text(key);
        long number = text.matches("[0-9]{1,10}") ? Long.parseLong(text) : -1;
        if (number < lowest || number > highest) {
            throw errors.at(
                    line(key),
                    "%s must be a number from %d to %d".formatted(inside(key), lowest, highest));
        }
        return (int) number;
    }

    /// A list of texts; a single text stands for a list of one.
    List<String> texts(String key) {
        return value(key).map(node -> textsOf(node, inside(key))).orElse(List.of());
    }

    private List<String> textsOf(YamlNode node, String where) {
        if (!(node instanceof YamlNode.Sequence sequence)) {
            String text = textOf(node, where);
            return text.isEmpty() ? List.of() : List.of(text);
        }
        return sequence.items().stream().map(item -> textOf(item, where)).toList();
    }

    /// What the mapping behind a key has; nothing if the key is not there.
    List<YamlNode.Entry> entries(String key) {
        return entries(errors, inside(key), value(key).orElse(null));
    }

    /// Texts by key of the author's choice, in lower case.
    Map<String, String> annotations(String key) {
        Map<String, String> found = new LinkedHashMap<>();
        String where = inside(key);
        for (YamlNode.Entry entry : entries(key)) {
            String name = entry.key().toLowerCase(Locale.ROOT);
            if (found.put(name, textOf(entry.value(), where + "." + entry.key())) != null) {
                throw errors.at(entry.line(), "key \"" + entry.key() + "\" is there twice");
            }
        }
        return found;
    }

    /// The section behind a key; empty if the key is not there.
    Section section(String key, String... keys) {
        return of(errors, inside(key), value(key).orElse(null), keys);
    }

    /// Sections by names of the author's choice.
    <T> Map<String, T> named(String key, BiFunction<String, YamlNode, T> read) {
        Map<String, T> found = new LinkedHashMap<>();
        String where = inside(key);
        for (YamlNode.Entry entry : entries(key)) {
            found.put(entry.key(), read.apply(where + "." + entry.key(), entry.value()));
        }
        return found;
    }

    /// Lists of texts, none of them empty, by names of the author's choice.
    Map<String, List<String>> lists(String key) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        String where = inside(key);
        for (YamlNode.Entry entry : entries(key)) {
            List<String> texts = textsOf(entry.value(), where + "." + entry.key());
            if (texts.isEmpty()) {
                throw errors.at(entry.line(), where + "." + entry.key() + " names nothing");
            }
            found.put(entry.key(), texts);
        }
        return found;
    }

    /// All texts below a key by their dotted names in lower case.
    Map<String, String> flattened(String key) {
        Map<String, String> found = new LinkedHashMap<>();
        value(key).ifPresent(node -> flatten(found, inside(key), "", node));
        return found;
    }

    private void flatten(Map<String, String> found, String where, String prefix, YamlNode node) {
        for (YamlNode.Entry entry : entries(errors, where, node)) {
            String name = prefix + entry.key().toLowerCase(Locale.ROOT);
            String there = where + "." + entry.key();
            if (entry.value() instanceof YamlNode.Mapping mapping) {
                flatten(found, there, name + ".", mapping);
            } else if (entry.value() instanceof YamlNode.Sequence sequence) {
                found.put(name, joined(sequence, there));
            } else {
                found.put(name, textOf(entry.value(), there));
            }
        }
    }

    private String joined(YamlNode.Sequence sequence, String where) {
        List<String> texts = new ArrayList<>();
        sequence.items().forEach(item -> texts.add(textOf(item, where)));
        return String.join(",", texts);
    }
}
