// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The gadgets that come with jig: directories of one directory, by their names. Stateless.
public final class GadgetCatalog {
    private final Path directory;

    /// @param directory may be absent: the catalogue is empty then
    public GadgetCatalog(Path directory) {
        this.directory = directory;
    }

    /// Names in alphabetical order.
    public List<String> names() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(dir -> Files.exists(dir.resolve("program.bpf.o")))
                    .map(dir -> dir.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UsageException("list gadgets of " + directory + ": " + e.getMessage());
        }
    }

    /// Opens a gadget by its name, or the file or directory of that path. A text with a slash or
    /// that ends in `.o` is a path.
    ///
    /// @throws UsageException if there is none, with a suggestion
    public GadgetSpec open(String nameOrPath) {
        if (isPath(nameOrPath)) {
            return GadgetSpec.open(Path.of(nameOrPath));
        }
        List<String> names = names();
        if (names.contains(nameOrPath)) {
            return GadgetSpec.open(directory.resolve(nameOrPath));
        }
        if (Files.exists(Path.of(nameOrPath, "program.bpf.o"))) {
            return GadgetSpec.open(Path.of(nameOrPath));
        }
        throw new UsageException(
                "open gadget " + nameOrPath + ": no gadget of that name" + hint(nameOrPath, names));
    }

    private static boolean isPath(String text) {
        return text.contains("/") || text.endsWith(".o") || text.equals(".") || text.equals("..");
    }

    private static String hint(String name, List<String> names) {
        String near = Suggestion.hint(name, names);
        boolean list = near.isEmpty() && !names.isEmpty();
        return list ? " (there are " + String.join(", ", names) + ")" : near;
    }
}
