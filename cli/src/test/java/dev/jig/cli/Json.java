// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// A JSON value as tests look at it. A path has dots: `proc.creds.uid`.
sealed interface Json {
    record Fields(Map<String, Json> byName) implements Json {}

    record Items(List<Json> items) implements Json {}

    /// A number, a string or a literal, as it was written without quotes.
    record Leaf(String text, boolean quoted) implements Json {}

    /// @throws RuntimeException if the text is not exactly one JSON value
    static Json parse(String text) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            Json value = value(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("more than one value: " + text);
            }
            return value;
        }
    }

    /// All values of a text, one after another.
    static Stream<Json> parseLines(String text) {
        return text.lines().map(Json::parse);
    }

    private static Json value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> fields(parser);
            case START_ARRAY -> items(parser);
            case VALUE_STRING -> new Leaf(parser.getString(), true);
            default -> new Leaf(parser.getString(), false);
        };
    }

    private static Json fields(JsonParser parser) {
        Map<String, Json> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (fields.put(name, value(parser)) != null) {
                throw new IllegalArgumentException("twice the same key: " + name);
            }
        }
        return new Fields(fields);
    }

    private static Json items(JsonParser parser) {
        List<Json> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return new Items(items);
    }

    default Optional<Json> find(String path) {
        Json value = this;
        for (String name : path.split("\\.", -1)) {
            if (!(value instanceof Fields(Map<String, Json> byName))) {
                return Optional.empty();
            }
            Json next = byName.get(name);
            if (next == null) {
                return Optional.empty();
            }
            value = next;
        }
        return Optional.of(value);
    }

    default boolean has(String path) {
        return find(path).isPresent();
    }

    default Json at(String path) {
        return find(path).orElseThrow(() -> new AssertionError("no " + path + " in " + this));
    }

    default String text(String path) {
        return at(path) instanceof Leaf leaf ? leaf.text() : String.valueOf(at(path));
    }

    default long number(String path) {
        return Long.parseLong(text(path));
    }

    default List<String> texts(String path) {
        if (!(at(path) instanceof Items(List<Json> items))) {
            throw new AssertionError(path + " is no array in " + this);
        }
        return items.stream().map(item -> ((Leaf) item).text()).toList();
    }

    /// The objects of an array by their field `name`.
    default Map<String, Json> byName(String path) {
        if (!(at(path) instanceof Items(List<Json> items))) {
            throw new AssertionError(path + " is no array in " + this);
        }
        Map<String, Json> byName = new LinkedHashMap<>();
        items.forEach(item -> byName.put(item.text("name"), item));
        return byName;
    }

    /// Keys of the object at the top.
    default List<String> keys() {
        return this instanceof Fields(Map<String, Json> byName)
                ? List.copyOf(byName.keySet())
                : List.of();
    }
}
