// SPDX-License-Identifier: Apache-2.0
package dev.jig.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// What fuzzing starts from: the objects compiled for the tests of `object`, and the gadgets.
final class Seeds {
    private Seeds() {}

    static Stream<byte[]> objects() {
        return Stream.concat(testObjects(), files(Path.of(gadgets()), "program.bpf.o"));
    }

    static Stream<byte[]> metadata() {
        return files(Path.of(gadgets()), "gadget.yaml");
    }

    static byte[] testObject(String name) {
        try (var in = Seeds.class.getResourceAsStream("/bpf/" + name + ".bpf.o")) {
            return Objects.requireNonNull(in).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String gadgets() {
        return System.getProperty("jig.gadgets", "target/gadgets");
    }

    private static Stream<byte[]> testObjects() {
        try {
            URI uri = Objects.requireNonNull(Seeds.class.getResource("/bpf")).toURI();
            if (!uri.getScheme().equals("jar")) {
                return files(Path.of(uri), ".bpf.o");
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return files(jar.getPath("/bpf"), ".bpf.o").toList().stream();
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<byte[]> files(Path directory, String suffix) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files
                    .filter(file -> file.getFileName().toString().endsWith(suffix))
                    .sorted()
                    .map(Seeds::bytes)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
