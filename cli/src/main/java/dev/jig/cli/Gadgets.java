// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.gadget.GadgetCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where gadgets are, and which word of a command line names one.
final class Gadgets {
    private Gadgets() {}

    /// The gadgets that came with this jig. The launcher says where it is (`jig.home`); a test may
    /// say where gadgets are (`jig.gadgets`).
    static GadgetCatalog catalog() {
        String directory = System.getProperty("jig.gadgets");
        return new GadgetCatalog(
                directory == null
                        ? Path.of(System.getProperty("jig.home", "."), "gadgets")
                        : Path.of(directory));
    }

    /// The place of the word that names the gadget: the first that does among those that are
    /// neither flags nor certainly values of flags, or else the first of them; -1 if there is none.
    /// The gadget's own flags are not known yet, so that `--pid 5 trace_exec` leaves open what `5`
    /// is.
    static int wordOf(List<String> words, Flags known, GadgetCatalog catalog) {
        List<Integer> candidates = candidates(words, known);
        List<String> names = candidates.size() > 1 ? catalog.names() : List.of();
        for (int i : candidates) {
            if (names.contains(words.get(i)) || Files.exists(Path.of(words.get(i)))) {
                return i;
            }
        }
        return candidates.isEmpty() ? -1 : candidates.getFirst();
    }

    private static List<Integer> candidates(List<String> words, Flags known) {
        List<Integer> candidates = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            if (known.takesNextWord(words.get(i))) {
                i++;
            } else if (!words.get(i).startsWith("-")) {
                candidates.add(i);
            }
        }
        return candidates;
    }
}
