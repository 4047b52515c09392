// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.schema;

import dev.jig.object.btf.BtfType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The fields of a data source while it is being built: members in the structure's order, and the
/// derived ones that stand behind them all.
final class Drafts {
    private final List<Draft> members = new ArrayList<>();
    private final List<Draft> derived = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final SchemaErrors errors;

    Drafts(SchemaErrors errors) {
        this.errors = errors;
    }

    List<Draft> members() {
        return members;
    }

    List<Draft> derived() {
        return derived;
    }

    List<String> names() {
        return Stream.concat(members.stream(), derived.stream()).map(Draft::name).toList();
    }

    Draft member(Leaf leaf, String name, FieldType type) {
        return added(members, leaf, name, type);
    }

    /// A field that is no member and comes of none.
    ///
    /// @param origin what tags say it is from
    void other(String name, FieldType type, String origin) {
        boolean clashes =
                names.stream()
                        .anyMatch(
                                n -> (n + ".").startsWith(name + ".") || name.startsWith(n + "."));
        if (name.isEmpty() || clashes) {
            throw errors.field("\"" + name + "\"", "is there already, or has no name");
        }
        names.add(name);
        derived.add(new Draft(name, type, List.of("src:" + origin)));
    }

    Draft derived(Leaf leaf, String name, FieldType type) {
        return added(derived, leaf, name, type);
    }

    private Draft added(List<Draft> to, Leaf leaf, String name, FieldType type) {
        if (!names.add(name)) {
            throw errors.field(
                    leaf.name(), "makes a second field " + name + " (an annotation names another)");
        }
        Draft draft = new Draft(name, type, tags(leaf));
        to.add(draft);
        return draft;
    }

    private static List<String> tags(Leaf leaf) {
        Stream<String> types = leaf.typedefs().stream().map(typedef -> "type:" + typedef);
        boolean named =
                leaf.type() instanceof BtfType.Composite
                        || leaf.type() instanceof BtfType.Enumeration;
        Stream<String> tag = named ? Stream.of("type:" + leaf.type().name()) : Stream.empty();
        Stream<String> origin = Stream.of("name:" + leaf.bare(), "src:ebpf");
        Stream<String> role = leaf.key() ? Stream.of("role:key") : Stream.empty();
        return Stream.of(types, tag, origin, role).flatMap(tags -> tags).toList();
    }
}
