// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.document;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// What a step of a JSON path takes of a node's children.
sealed interface Selector {
    /// Adds the children that are selected.
    void select(Node root, Node node, List<Node> into);

    /// Whether it selects one child at most.
    default boolean definite() {
        return false;
    }

    record Name(String name) implements Selector {
        @Override
        public void select(Node root, Node node, List<Node> into) {
            if (node instanceof Node.Members(Map<String, Node> byName)) {
                Node member = byName.get(name);
                if (member != null) {
                    into.add(member);
                }
            }
        }

        @Override
        public boolean definite() {
            return true;
        }
    }

    /// @param index from the end if negative
    record Index(long index) implements Selector {
        @Override
        public void select(Node root, Node node, List<Node> into) {
            if (node instanceof Node.Items(List<Node> items)) {
                long at = index < 0 ? items.size() + index : index;
                if (at >= 0 && at < items.size()) {
                    into.add(items.get((int) at));
                }
            }
        }

        @Override
        public boolean definite() {
            return true;
        }
    }

    record All() implements Selector {
        @Override
        public void select(Node root, Node node, List<Node> into) {
            into.addAll(children(node));
        }
    }

    record Slice(OptionalLong start, OptionalLong end, long step) implements Selector {
        @Override
        public void select(Node root, Node node, List<Node> into) {
            if (!(node instanceof Node.Items(List<Node> items)) || step == 0) {
                return;
            }
            int size = items.size();
            if (step > 0) {
                long last = bound(end.orElse(size), size, 0, size);
                for (long i = bound(start.orElse(0), size, 0, size); i < last; i += step) {
                    into.add(items.get((int) i));
                }
            } else {
                long last = end.isEmpty() ? -1 : bound(end.getAsLong(), size, -1, size - 1);
                long first = bound(start.orElse(size - 1), size, -1, size - 1);
                for (long i = first; i > last; i += step) {
                    into.add(items.get((int) i));
                }
            }
        }

        private static long bound(long index, int size, long least, long most) {
            return Math.clamp(index < 0 ? size + index : index, least, most);
        }
    }

    record Filter(Condition test) implements Selector {
        @Override
        public void select(Node root, Node node, List<Node> into) {
            children(node).stream().filter(child -> test.holds(root, child)).forEach(into::add);
        }
    }

    static Collection<Node> children(Node node) {
        return switch (node) {
            case Node.Items(List<Node> items) -> items;
            case Node.Members(Map<String, Node> byName) -> byName.values();
            default -> List.of();
        };
    }
}
