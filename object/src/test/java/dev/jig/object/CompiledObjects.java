// SPDX-License-Identifier: Apache-2.0
package dev.jig.object;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The objects that the build made of the sources in `src/test/c`.
public final class CompiledObjects {
    private CompiledObjects() {}

    /// @param name of the source without `.bpf.c`: `maps`, or `maps.eb` for its big-endian twin
    public static ObjectSpec read(String name) {
        return ObjectReader.read(name, bytes(name));
    }

    public static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(directory().resolve(name + ".bpf.o"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Names of all objects that can be read.
    public static List<String> good() {
        return names().filter(name -> !name.startsWith("bad_")).toList();
    }

    private static Stream<String> names() {
        try (Stream<Path> files = Files.list(directory())) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".bpf.o"))
                    .map(file -> file.substring(0, file.length() - ".bpf.o".length()))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path directory() {
        try {
            return Path.of(
                    Objects.requireNonNull(CompiledObjects.class.getResource("/bpf")).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
