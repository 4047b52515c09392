// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.schema.ContainerFields;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.Field;
import java.util.List;

/// The help page of `jig run`, in general and for one gadget.
final class RunHelp {
    private static final String HIDDEN = "*";

    private RunHelp() {}

    static HelpPage general(HelpPage page, List<String> gadgets) {
        return page.usage("jig run GADGET [FLAGS]")
                .paragraph(
                        "Runs a gadget until Ctrl-C and prints its events. GADGET is a name from"
                                + " jig list, a directory or an object file. Needs root.")
                .flags(RunFlags.common().all())
                .paragraph(
                        "Gadgets: "
                                + String.join(", ", gadgets)
                                + ". jig run GADGET --help lists the flags and fields of one.");
    }

    static HelpPage of(GadgetSpec gadget, RunFlags flags, HelpPage page) {
        page.usage("jig run " + gadget.name() + " [FLAGS]");
        String description = gadget.metadata().description();
        if (!description.isEmpty()) {
            page.paragraph(sentence(description));
        }
        page.flags(flags.flags().all());
        for (DataSource own : gadget.dataSources()) {
            DataSource source = ContainerFields.add(own, true);
            boolean only = gadget.dataSources().size() == 1;
            String heading = only ? "Fields" : "Fields of " + source.name();
            page.list(heading, source.fields().stream().map(RunHelp::entry).toList());
        }
        return page.paragraph(
                "Fields with "
                        + HIDDEN
                        + " are not in the table unless --fields asks for them;"
                        + " runtime.containerName only where there are containers.");
    }

    private static HelpPage.Entry entry(Field field) {
        String alias = field.alias();
        boolean same = alias.isEmpty() || alias.equals(field.name());
        String name = field.name() + (same ? "" : ", " + alias);
        String mark = field.column().hidden() ? HIDDEN : " ";
        return new HelpPage.Entry(mark + " " + name, explanation(field));
    }

    /// The description, and the values where it does not name them all.
    private static String explanation(Field field) {
        String description = field.description().strip();
        List<String> values = field.possibleValues();
        return values.stream().allMatch(description::contains)
                ? description
                : sentence(description) + " One of: " + String.join(", ", values);
    }

    private static String sentence(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() || stripped.endsWith(".") ? stripped : stripped + ".";
    }
}
