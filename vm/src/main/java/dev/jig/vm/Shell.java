// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import java.util.List;
import java.util.stream.Collectors;

/// Words of a shell's command line.
final class Shell {
    private Shell() {}

    static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    static String command(List<String> words) {
        return words.stream().map(Shell::quoted).collect(Collectors.joining(" "));
    }
}
