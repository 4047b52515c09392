// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.document;

import java.util.List;
import java.util.Optional;

/// The condition of a JSON path's filter.
sealed interface Condition {
    boolean holds(Node root, Node current);

    record Any(List<Condition> tests) implements Condition {
        @Override
        public boolean holds(Node root, Node current) {
            return tests.stream().anyMatch(test -> test.holds(root, current));
        }
    }

    record Every(List<Condition> tests) implements Condition {
        @Override
        public boolean holds(Node root, Node current) {
            return tests.stream().allMatch(test -> test.holds(root, current));
        }
    }

    record Not(Condition test) implements Condition {
        @Override
        public boolean holds(Node root, Node current) {
            return !test.holds(root, current);
        }
    }

    /// Whether a path finds anything.
    record Found(Operand.Query query) implements Condition {
        @Override
        public boolean holds(Node root, Node current) {
            return !query.path().find(root, query.start(root, current)).isEmpty();
        }
    }

    record Comparison(Operand left, String operator, Operand right) implements Condition {
        @Override
        public boolean holds(Node root, Node current) {
            Optional<Node> a = left.value(root, current);
            Optional<Node> b = right.value(root, current);
            return switch (operator) {
                case "==" -> a.equals(b);
                case "!=" -> !a.equals(b);
                case "<" -> less(a, b);
                case ">" -> less(b, a);
                case "<=" -> less(a, b) || a.equals(b);
                default -> less(b, a) || a.equals(b);
            };
        }

        /// Numbers and texts have an order, nothing else has.
        private static boolean less(Optional<Node> a, Optional<Node> b) {
            Node left = a.orElse(null);
            Node right = b.orElse(null);
            if (left instanceof Node.Whole(long x) && right instanceof Node.Whole(long y)) {
                return x < y;
            }
            return left instanceof Node.Text(String s)
                    && right instanceof Node.Text(String t)
                    && s.compareTo(t) < 0;
        }
    }

    /// One side of a comparison.
    sealed interface Operand {
        Optional<Node> value(Node root, Node current);

        record Literal(Node node) implements Operand {
            @Override
            public Optional<Node> value(Node root, Node current) {
                return Optional.of(node);
            }
        }

        /// @param absolute whether it starts at the root and not at the node that is tested
        record Query(boolean absolute, JsonPath path) implements Operand {
            Node start(Node root, Node current) {
                return absolute ? root : current;
            }

            @Override
            public Optional<Node> value(Node root, Node current) {
                return path.value(root, start(root, current));
            }
        }
    }
}
