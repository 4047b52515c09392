// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.UsageException;
import dev.jig.gadget.schema.Field;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Fields nested at the dots of their names; names of a level are sorted by their bytes.
sealed interface FieldTree {
    /// A field without children.
    record Leaf(Field field) implements FieldTree {}

    /// A parent and what is below it.
    record Parent(NavigableMap<String, FieldTree> children) implements FieldTree {
        private static final Comparator<String> BY_BYTES =
                Comparator.comparing(
                        name -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

        private Parent() {
            this(new TreeMap<>(BY_BYTES));
        }

        private void add(String path, Field field) {
            int dot = path.indexOf('.');
            String name = dot < 0 ? path : path.substring(0, dot);
            FieldTree next =
                    dot < 0
                            ? children.putIfAbsent(name, new Leaf(field))
                            : children.computeIfAbsent(name, _ -> new Parent());
            if (dot >= 0 && next instanceof Parent parent) {
                parent.add(path.substring(dot + 1), field);
            } else if (next != null) {
                throw new UsageException(
                        "printing field \"%s\": a field of that name has fields below it"
                                .formatted(field.name()));
            }
        }
    }

    /// The tree of those fields.
    static Parent of(Collection<Field> fields) {
        Parent root = new Parent();
        fields.forEach(field -> root.add(field.name(), field));
        return root;
    }
}
