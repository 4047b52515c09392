// SPDX-License-Identifier: Apache-2.0
package dev.jig.image;

import dev.jig.object.ObjectSpec;

/// The `dev.md` beside a gadget's source: both diagrams with an explanation, in Markdown. The text
/// is the one that such notes have everywhere, so that those of the same gadget compare equal.
public final class DeveloperNotes {
    private DeveloperNotes() {}

    /// The whole file.
    public static String of(ObjectSpec object) {
        return """
        # Developer Notes

        This file complements the README file with implementation details specific to \
        this gadget. It includes diagrams that illustrate how eBPF programs interact \
        with eBPF maps. These visualizations help clarify the internal data flow and \
        logic, making it easier to understand, maintain, and extend the gadget.

        ## Program-Map interactions

        The following diagrams are generated using the `ig image inspect` command. \
        Note they are a best-effort representation of the actual interactions, as they \
        do not account for conditionals in the code that may prevent certain \
        program–map interactions from occurring at runtime.

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
