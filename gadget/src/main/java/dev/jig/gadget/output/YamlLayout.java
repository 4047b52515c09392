// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.schema.Field;
import dev.jig.gadget.schema.FieldType.TextList;
import dev.jig.gadget.schema.FieldType.WholeList;
import dev.jig.gadget.value.ValueContext;
import dev.jig.gadget.value.Values;

/// YAML: a document an event in block style, two spaces a level.
final class YamlLayout {
    private final ValueContext context;
    private final DocumentPlan.Builder plan;

    private YamlLayout(ValueContext context) {
        this.context = context;
        this.plan = new DocumentPlan.Builder(context.time());
    }

    static DocumentPlan plan(FieldTree.Parent root, ValueContext context) {
        YamlLayout layout = new YamlLayout(context);
        layout.plan.text(root.children().isEmpty() ? "--- {}" : "---");
        layout.mapping(root, 0);
        layout.plan.text("\n");
        return layout.plan.build();
    }

    private void mapping(FieldTree.Parent parent, int depth) {
        for (var child : parent.children().entrySet()) {
            plan.text(lineBreak(depth) + YamlNotation.STRINGS.of(child.getKey()) + ":");
            switch (child.getValue()) {
                case FieldTree.Parent below -> mapping(below, depth + 1);
                case FieldTree.Leaf(Field field) -> leaf(field, depth);
            }
        }
    }

    private void leaf(Field field, int depth) {
        boolean list = field.type() instanceof TextList || field.type() instanceof WholeList;
        plan.text(list ? "" : " ");
        String item = lineBreak(depth) + "- ";
        plan.value(Values.spelling(field.type(), new YamlNotation(item), context));
    }

    private static String lineBreak(int depth) {
        return "\n" + "  ".repeat(depth);
    }
}
