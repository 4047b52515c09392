// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.UsageException;
import dev.jig.image.Diagram;
import dev.jig.image.page.MermaidPage;
import dev.jig.image.page.Page;

/// The page that `--html` asks for.
///
/// @param file where it is written to
/// @param mermaid whether the Mermaid library draws it and not jig
record PageFile(String file, boolean mermaid) {
    static final Flag MERMAID =
            Flag.toggle(
                    "--mermaid",
                    "let Mermaid draw the page of --html, as it draws the developer notes; the page"
                            + " has the library in it (3 MB)");

    /// @throws UsageException if it is asked who draws a page and none is wanted
    static void check(Flags.Parsed given, Flag html, String command) {
        if (given.on(MERMAID) && given.value(html).isEmpty()) {
            throw new UsageException("%s: --mermaid needs --html".formatted(command));
        }
    }

    void write(GadgetSpec gadget, Diagram diagram) {
        String description = gadget.metadata().description();
        TextFile.write(
                file,
                mermaid
                        ? MermaidPage.of(gadget.name(), description, diagram, gadget.object())
                        : Page.of(gadget.name(), description, diagram, gadget.object()));
    }
}
