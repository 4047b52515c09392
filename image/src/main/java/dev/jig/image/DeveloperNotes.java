// SPDX-License-Identifier: Apache-2.0
package dev.jig.image;

import dev.jig.object.ObjectSpec;

/// The `dev.md` beside a gadget's source: both diagrams with an explanation, in Markdown.
public final class DeveloperNotes {
    private DeveloperNotes() {}

    /// The whole file.
    public static String of(ObjectSpec object) {
        return """
        # Developer Notes

        This file shows what the README does not: how the eBPF programs of this gadget use \
        its eBPF maps.

        ## Program-Map interactions

        The diagrams are drawn from the compiled object by `jig image inspect \
        --developer-notes`. They show what the code can do: conditions that keep a program \
        from reaching a map while it runs are not considered.

        ### Flowchart

        ```mermaid
        %s```

        ### Sequence Diagram

        ```mermaid
        %s```
        """
                .formatted(Flowchart.of(object), SequenceDiagram.of(object));
    }
}
