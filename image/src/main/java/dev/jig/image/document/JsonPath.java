// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A JSONPath expression (RFC 9535) without function extensions. A value, safe for use by several
/// threads.
public final class JsonPath {
    private static final int MOST_NODES = 1 << 20;

    private final List<Segment> segments;

    /// One step: its selectors are applied to each node, or to each node and all below it.
    record Segment(boolean descends, List<Selector> selectors) {
        Segment {
            selectors = List.copyOf(selectors);
        }

        boolean definite() {
            return !descends && selectors.size() == 1 && selectors.getFirst().definite();
        }
    }

    JsonPath(List<Segment> segments) {
        this.segments = List.copyOf(segments);
    }

    /// @param expression begins with `$`
    /// @throws MalformedPathException if it is not a path
    public static JsonPath parse(String expression) {
        return new JsonPathParser(expression).parse();
    }

    /// Whether the path leads to one place at most.
    public boolean definite() {
        return segments.stream().allMatch(Segment::definite);
    }

    /// The nodes found, in the order of RFC 9535, members in the order of the document.
    ///
    /// @throws MalformedPathException if they are more than a million
    public List<Node> find(Node root) {
        return find(root, root);
    }

    /// What a definite path leads to.
    Optional<Node> value(Node root, Node start) {
        return find(root, start).stream().findFirst();
    }

    List<Node> find(Node root, Node start) {
        List<Node> found = List.of(start);
        for (Segment segment : segments) {
            List<Node> next = new ArrayList<>();
            for (Node node : found) {
                apply(segment, root, node, next);
            }
            found = next;
        }
        return found;
    }

    private static void apply(Segment segment, Node root, Node node, List<Node> into) {
        for (Selector selector : segment.selectors()) {
            selector.select(root, node, into);
            if (into.size() > MOST_NODES) {
                throw new MalformedPathException("look up a JSON path: it finds too much");
            }
        }
        if (segment.descends()) {
            Selector.children(node).forEach(child -> apply(segment, root, child, into));
        }
    }
}
