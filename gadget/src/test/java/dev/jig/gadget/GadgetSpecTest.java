// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GadgetSpecTest {
    @TempDir Path directory;

    private static void copy(String object, Path to) throws IOException {
        Files.createDirectories(to.toAbsolutePath().getParent());
        String resource = "/bpf/" + object + ".bpf.o";
        try (InputStream in = GadgetSpecTest.class.getResourceAsStream(resource)) {
            Files.write(to, in.readAllBytes());
        }
    }

    @BeforeEach
    void gadgets() throws IOException {
        copy("every_param", directory.resolve("trace_params/program.bpf.o"));
        copy("every_type", directory.resolve("trace_types/program.bpf.o"));
        Files.writeString(directory.resolve("trace_types/gadget.yaml"), "name: Types\n");
        Files.createDirectories(directory.resolve("empty"));
    }

    @Test
    void aDirectoryOrAnObjectIsOpened() {
        GadgetSpec types = GadgetSpec.open(directory.resolve("trace_types"));
        assertThat(types.name()).isEqualTo("trace_types");
        assertThat(types.metadata().name()).isEqualTo("Types");
        GadgetSpec bare = GadgetSpec.open(directory.resolve("trace_types/program.bpf.o"));
        assertThat(bare.name()).isEqualTo("program");
        assertThat(bare.metadata().name()).isEqualTo("program");
        assertThat(bare.dataSources()).hasSize(1);
    }

    @Test
    void theCatalogueKnowsNames() {
        GadgetCatalog catalog = new GadgetCatalog(directory);
        assertThat(catalog.names()).containsExactly("trace_params", "trace_types");
        assertThat(catalog.open("trace_params").name()).isEqualTo("trace_params");
        assertThat(catalog.open(directory.resolve("trace_types").toString()).name())
                .isEqualTo("trace_types");
        assertThatThrownBy(() -> catalog.open("trace_tipes"))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "open gadget trace_tipes: no gadget of that name"
                                + " (did you mean \"trace_types\"?)");
        assertThatThrownBy(() -> catalog.open("x"))
                .hasMessage(
                        "open gadget x: no gadget of that name"
                                + " (there are trace_params, trace_types)");
        assertThat(new GadgetCatalog(directory.resolve("absent")).names()).isEmpty();
        assertThatThrownBy(() -> new GadgetCatalog(directory.resolve("absent")).open("x"))
                .hasMessage("open gadget x: no gadget of that name");
    }

    @Test
    void whatIsNotThereIsNamed() {
        Path absent = directory.resolve("absent");
        assertThatThrownBy(() -> GadgetSpec.open(absent))
                .isInstanceOf(UsageException.class)
                .hasMessage("open gadget " + absent + ": no such file or directory");
        Path empty = directory.resolve("empty");
        assertThatThrownBy(() -> GadgetSpec.open(empty))
                .isInstanceOf(UsageException.class)
                .hasMessage("open gadget " + empty + ": the directory has no program.bpf.o");
    }

    @Test
    void wrongMetadataNameTheFile() throws IOException {
        Path yaml = directory.resolve("trace_types/gadget.yaml");
        Files.writeString(yaml, "nam: Types\n");
        assertThatThrownBy(() -> GadgetSpec.open(directory.resolve("trace_types")))
                .isInstanceOf(MalformedGadgetException.class)
                .hasMessage(
                        "read " + yaml + ": line 1: unknown key \"nam\" (did you mean \"name\"?)");
    }

    @Test
    void markersAreRead() {
        Markers markers = TestObjects.gadget("iterators", "").markers();
        assertThat(markers.sources())
                .containsExactlyInAnyOrder(
                        new Markers.Iteration("tasks", "entry", List.of("snap_one", "snap_two")),
                        new Markers.MapEntries("totals", "counts"));
        assertThat(markers.targets())
                .containsExactly(new Markers.ProgramTarget("snap_one", "counts", false));
        Markers flood = TestObjects.gadget("flood", "").markers();
        assertThat(flood.channels()).containsExactly("events");
        assertThat(flood.sources()).containsExactly(new Markers.Tracer("flood", "events", "event"));
        assertThat(flood.params()).containsExactly("with_extra");
    }

    @ParameterizedTest
    @CsvSource({
        "gadget_tracer_a___b, 2 parts after gadget_tracer_ - 3 to 3 expected",
        "gadget_tracer_a___b___c___d, 4 parts after gadget_tracer_ - 3 to 3 expected",
        "gadget_tracer_a______c, 3 parts after gadget_tracer_ - 3 to 3 expected",
        "gadget_mapiter_a, 1 parts after gadget_mapiter_ - 2 to 2 expected",
        "gadget_iter_a___b, 2 parts after gadget_iter_ - 3 to 5 expected",
    })
    void markersNeedTheirParts(String marker, String fact) {
        assertThatThrownBy(() -> new MarkerParser().add(marker))
                .isInstanceOf(MalformedGadgetException.class)
                .hasMessage("read marker " + marker + ": " + fact.replace(" -", ","));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "datasources: {floot: {}} | the object has no data source floot (did you mean"
                        + " \"flood\"?)",
                "programs: {on_wirte: {}} | the object has no program on_wirte (did you mean"
                        + " \"on_write\"?)",
                "maps: {event: {entriesPerCpu: 1}} | the object has no map event (did you mean"
                        + " \"events\"?)",
                "programs: {never: {optional: true, fields: [nummer]}} | the object has no field"
                        + " nummer (did you mean \"number\"?)",
                "programs: {never: {when: with_ekstra}} | the object has no param variable"
                        + " with_ekstra (did you mean \"with_extra\"?)",
                "programs: {never: {fields: [number]}} | program never has fields but is never left"
                        + " out",
            })
    void metadataAndObjectMustFit(String yaml, String fact) {
        assertThatThrownBy(() -> TestObjects.gadget("flood", yaml))
                .isInstanceOf(MalformedGadgetException.class)
                .hasMessage("open gadget flood: " + fact);
    }
}
