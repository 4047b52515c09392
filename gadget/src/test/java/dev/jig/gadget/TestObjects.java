// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget;

import dev.jig.gadget.metadata.GadgetMetadata;
import dev.jig.gadget.metadata.MetadataReader;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.Field;
import dev.jig.object.ObjectReader;
import dev.jig.object.ObjectSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// The objects compiled of `src/test/c`, and the gadgets of the project.
public final class TestObjects {
    private TestObjects() {}

    /// @param name file name without `.bpf.c`
    public static ObjectSpec object(String name) {
        String resource = "/bpf/" + name + ".bpf.o";
        try (InputStream in = TestObjects.class.getResourceAsStream(resource)) {
            return ObjectReader.read(name, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The object with this `gadget.yaml`.
    public static GadgetSpec gadget(String object, String yaml) {
        GadgetMetadata metadata = MetadataReader.read("gadget.yaml", yaml);
        return GadgetSpec.of(object, object(object), metadata);
    }

    /// An object of the tests of the headers for gadget authors.
    public static ObjectSpec ofHeaders(String name) {
        Path made = Path.of(System.getProperty("jig.root"), "gadgets/target/include-test");
        return GadgetSpec.open(made.resolve(name + ".bpf.o")).object();
    }

    /// A gadget of the project, as the build made it.
    public static GadgetSpec shipped(String name) {
        return GadgetSpec.open(Path.of(System.getProperty("jig.gadgets"), name));
    }

    public static Field field(DataSource source, String name) {
        return source.fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no field " + name));
    }
}
