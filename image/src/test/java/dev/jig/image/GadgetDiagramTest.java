// SPDX-License-Identifier: Apache-2.0
package dev.jig.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.object.ObjectReader;
import dev.jig.object.ObjectSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The gadgets use maps exactly as the notes they were made from demand.
final class GadgetDiagramTest {
    private static final Path GADGETS = Path.of(System.getProperty("jig.gadgets", "none"));

    @ParameterizedTest
    @MethodSource("gadgets")
    void usesMapsAsItsNotesDemand(String gadget) throws IOException {
        String notes = notes(gadget);
        ObjectSpec object = object(gadget);
        assertThat(Flowchart.of(object)).isEqualTo(diagram(notes, "### Flowchart"));
        assertThat(SequenceDiagram.of(object)).isEqualTo(diagram(notes, "### Sequence Diagram"));
    }

    /// What is checked in is what `jig image inspect --developer-notes` prints, and what the notes
    /// that the gadgets were made from say.
    @ParameterizedTest
    @MethodSource("gadgets")
    void itsNotesAreGenerated(String gadget) throws IOException {
        Path checkedIn = Path.of(System.getProperty("jig.root"), "gadgets", gadget, "dev.md");
        assertThat(DeveloperNotes.of(object(gadget)))
                .isEqualTo(Files.readString(checkedIn))
                .isEqualTo(notes(gadget));
    }

    /// Every gadget there is.
    static List<String> gadgets() throws IOException {
        try (Stream<Path> directories = Files.list(GADGETS)) {
            List<String> names =
                    directories
                            .filter(directory -> Files.exists(directory.resolve("program.bpf.o")))
                            .map(directory -> directory.getFileName().toString())
                            .sorted()
                            .toList();
            assertThat(names).contains("fsnotify", "trace_exec", "trace_signal", "trace_fsslower");
            return names;
        }
    }

    private static ObjectSpec object(String gadget) throws IOException {
        Path file = GADGETS.resolve(gadget).resolve("program.bpf.o");
        return ObjectReader.read(gadget, Files.readAllBytes(file));
    }

    private static String diagram(String notes, String heading) {
        String start = "```mermaid\n";
        int from = notes.indexOf(start, notes.indexOf(heading)) + start.length();
        return notes.substring(from, notes.indexOf("```", from));
    }

    private static String notes(String gadget) throws IOException {
        String path = "/notes/" + gadget + ".md";
        try (InputStream in =
                Objects.requireNonNull(GadgetDiagramTest.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
