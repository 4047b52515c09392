// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.schema.Field;
import dev.jig.gadget.value.ValueContext;
import dev.jig.gadget.value.Values;

/// JSON objects: one a line, or with two spaces a level.
final class JsonLayout {
    private final boolean pretty;
    private final ValueContext context;
    private final DocumentPlan.Builder plan;

    private JsonLayout(boolean pretty, ValueContext context) {
        this.pretty = pretty;
        this.context = context;
        this.plan = new DocumentPlan.Builder(context.time());
    }

    static DocumentPlan plan(FieldTree.Parent root, boolean pretty, ValueContext context) {
        JsonLayout layout = new JsonLayout(pretty, context);
        layout.object(root, 0);
        layout.plan.text("\n");
        return layout.plan.build();
    }

    private void object(FieldTree.Parent parent, int depth) {
        String separator = "{" + lineBreak(depth + 1);
        for (var child : parent.children().entrySet()) {
            plan.text(
                    separator
                            + "\""
                            + JsonNotation.STRINGS.of(child.getKey())
                            + "\""
                            + (pretty ? ": " : ":"));
            node(child.getValue(), depth + 1);
            separator = "," + lineBreak(depth + 1);
        }
        plan.text(parent.children().isEmpty() ? "{}" : lineBreak(depth) + "}");
    }

    private void node(FieldTree node, int depth) {
        switch (node) {
            case FieldTree.Parent parent -> object(parent, depth);
            case FieldTree.Leaf(Field field) -> {
                JsonNotation notation = new JsonNotation(lineBreak(depth), lineBreak(depth + 1));
                plan.value(Values.spelling(field.type(), notation, context));
            }
        }
    }

    private String lineBreak(int depth) {
        return pretty ? "\n" + "  ".repeat(depth) : "";
    }
}
