// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.document;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A value as JSON and YAML have them, before it is written down. Immutable.
public sealed interface Node {
    record Text(String value) implements Node {}

    record Whole(long value) implements Node {}

    record Truth(boolean value) implements Node {}

    record Items(List<Node> items) implements Node {
        public Items {
            items = List.copyOf(items);
        }
    }

    /// @param byName in the order of writing
    record Members(Map<String, Node> byName) implements Node {
        public Members {
            byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
        }
    }

    static Node text(String value) {
        return new Text(value);
    }

    static Node whole(long value) {
        return new Whole(value);
    }

    static Node truth(boolean value) {
        return new Truth(value);
    }

    /// One item for each thing.
    static <T> Node items(Collection<T> things, Function<T, Node> item) {
        List<Node> items = new ArrayList<>();
        things.forEach(thing -> items.add(item.apply(thing)));
        return new Items(items);
    }

    static Node texts(Collection<String> texts) {
        return items(texts, Node::text);
    }

    /// Texts by name.
    static Node members(Map<String, String> texts) {
        Builder builder = members();
        texts.forEach(builder::put);
        return builder.build();
    }

    static Builder members() {
        return new Builder();
    }

    /// Collects members. Not safe for use by several threads.
    final class Builder {
        private final Map<String, Node> byName = new LinkedHashMap<>();

        private Builder() {}

        public Builder put(String name, Node value) {
            byName.put(name, value);
            return this;
        }

        public Builder put(String name, String value) {
            return put(name, text(value));
        }

        public Builder put(String name, long value) {
            return put(name, whole(value));
        }

        public Builder put(String name, boolean value) {
            return put(name, truth(value));
        }

        public Node build() {
            return new Members(byName);
        }
    }
}
