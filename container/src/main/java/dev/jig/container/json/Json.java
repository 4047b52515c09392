// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// A JSON value that a runtime wrote. What is absent or of another kind reads as empty, since
/// runtimes leave out what they do not know. A value.
public sealed interface Json {
    /// An object; the last of several members of one name counts.
    record Members(Map<String, Json> members) implements Json {
        public Members {
            members = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }

    /// An array.
    record Elements(List<Json> elements) implements Json {
        public Elements {
            elements = List.copyOf(elements);
        }
    }

    /// A string, or a number, `true` or `false` as they are written; null is absent.
    record Scalar(String text) implements Json {
        /// A value that is not there.
        public static final Json ABSENT = new Scalar("");
    }

    /// A member, or a member of a member and so on.
    default Json at(String... names) {
        Json value = this;
        for (String name : names) {
            value =
                    value instanceof Members m
                            ? m.members().getOrDefault(name, Scalar.ABSENT)
                            : Scalar.ABSENT;
        }
        return value;
    }

    /// The text, `""` if it is none.
    default String text() {
        return this instanceof Scalar scalar ? scalar.text() : "";
    }

    /// The text of a member.
    default String text(String... names) {
        return at(names).text();
    }

    /// The whole number, 0 if it is none.
    default long number() {
        try {
            return Long.parseLong(text());
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    /// The elements, none if it is no array.
    default List<Json> elements() {
        return this instanceof Elements list ? list.elements() : List.of();
    }

    /// Hands out the members of an object.
    default void forEach(BiConsumer<String, Json> action) {
        if (this instanceof Members m) {
            m.members().forEach(action);
        }
    }

    /// The members that are texts.
    default Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        forEach((name, value) -> {
            if (value instanceof Scalar scalar) {
                texts.put(name, scalar.text());
            }
        });
        return texts;
    }
}
