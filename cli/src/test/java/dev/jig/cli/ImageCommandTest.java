// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `jig image` on the gadgets that come with jig.
final class ImageCommandTest {
    private static final String INSPECT = "image inspect trace_signal ";

    @Test
    void withoutFlagsPeopleAreTold() {
        assertThat(out("image inspect trace_signal"))
                .startsWith("trace_signal: Trace signals")
                .containsPattern(
                        "license Dual BSD/GPL; needs Linux 5.4 or newer; maps hold [\\d.]+")
                .containsPattern("PROGRAM +TYPE +INSTRUCTIONS +TARGET")
                .containsPattern("ig_sig_kill_e +tracepoint +\\d+ +syscalls/sys_enter_kill")
                .containsPattern("values +hash +__u32, 4 bytes +struct value, 8 bytes +\\d+ +\\d")
                .containsPattern("--kill-only, -k +bool +false +")
                .containsPattern("proc.creds.uid +u32 +User id")
                .containsPattern("map type ringbuf +5.8 +(yes|no|could not tell) +events");
    }

    @Test
    void everyKeyIsInTheWholeDocument() {
        Json all = Json.parse(out(INSPECT + "-o json"));
        assertThat(all.keys())
                .containsExactly(
                        "ebpf.flowchart",
                        "ebpf.sequence",
                        "ebpf.maps",
                        "ebpf.programs",
                        "ebpf.sections",
                        "ebpf.variables");
        Map<String, Json> byKey = ((Json.Fields) all).byName();
        Json flowchart = present(byKey, "ebpf.flowchart");
        assertThat(flowchart.text("contentType")).isEqualTo("text/mermaid");
        assertThat(flowchart.text("content"))
                .isEqualTo(out(INSPECT + "--extra-info ebpf.flowchart"));
        assertThat(present(byKey, "ebpf.maps").text("contentType")).isEqualTo("application/json");
        assertThat(all).isEqualTo(Json.parse(out(INSPECT + "-o jsonpretty")));
    }

    @Test
    void severalKeysMakeADocumentHoweverTheyAreGiven() {
        String both = out(INSPECT + "--extra-info ebpf.maps,ebpf.sections");
        assertThat(both)
                .isEqualTo(out(INSPECT + "--extra-info ebpf.maps --extra-info ebpf.sections"));
        assertThat(Json.parse(both).keys()).containsExactly("ebpf.maps", "ebpf.sections");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            textBlock =
                    """
                    --extra-info ebpf.maps --jsonpath [?@.Name=='values'].Type -o json => ["Hash"]
                    --extra-info ebpf.maps --jsonpath $[0].Name => events
                    --extra-info ebpf.maps --jsonpath [0].Name -o json => "events"
                    --extra-info ebpf.maps --jsonpath [0].Name -o yaml => events
                    --show-datasources --jsonpath .params[0].key => failed
                    --show-datasources --jsonpath .dataSources[0].name => signal
                    """)
    void aPathFindsAPart(String flags, String found) {
        assertThat(out(INSPECT + flags).strip()).startsWith(found);
    }

    @Test
    void dataSourcesHaveFieldsAndParams() {
        Json document = Json.parse(out(INSPECT + "--show-datasources -o json"));
        assertThat(document.keys()).containsExactly("dataSources", "params");
        Json source = document.byName("dataSources").values().iterator().next();
        Map<String, Json> fields = source.byName("fields");
        assertThat(fields).containsKeys("proc.pid", "sig", "error_raw");
        assertThat(present(fields, "proc.pid").text("type")).isEqualTo("u32");
        assertThat(present(fields, "proc.pid").text("annotations.description")).isNotEmpty();
        assertThat(present(fields, "sig").text("type")).isEqualTo("signal name");
        assertThat(out(INSPECT + "--show-datasources"))
                .contains("\"key\": \"kill-only\"", "\"defaultValue\": \"false\"");
    }

    @Test
    void disassemblyIsOfOneProgramOrOfAll() {
        String all = out("image disasm trace_signal");
        String one = out("image disasm trace_signal ig_sig_kill_e");
        assertThat(all).contains(one).contains("ig_sig_generate: tracepoint in section ");
        assertThat(one)
                .startsWith("ig_sig_kill_e: tracepoint in section tracepoint/syscalls/")
                .contains("  ; ", "call bpf_get_current_pid_tgid#14", "; CO-RE ")
                .doesNotContain("ig_sig_generate");
        Json document = Json.parse(out("image disasm trace_signal ig_sig_kill_e -o json"));
        assertThat(document).isInstanceOf(Json.Items.class);
        assertThat(document.toString()).contains("slot", "bytes", "relocation");
    }

    @Test
    void differencesAreToldForPeopleAndPrograms() {
        assertThat(out("image diff trace_signal trace_signal")).isEqualTo("no difference\n");
        assertThat(out("image diff trace_signal trace_exec"))
                .contains("\nmaps:\n  ~ events: entries 262144 -> 1048576\n")
                .contains("\n  - ig_sig_kill_e: type tracepoint, ")
                .contains("\n  + ig_execve_e Update execs\n")
                .contains("\n  - --kill-only: type bool, default false, ");
        Json document = Json.parse(out("image diff trace_signal trace_exec -o json"));
        assertThat(document.text("equal")).isEqualTo("false");
        assertThat(Json.parse(out("image diff trace_exec trace_exec -o json")).text("equal"))
                .isEqualTo("true");
    }

    @Test
    void picturesAndPagesAreWritten(@TempDir Path directory) throws IOException {
        Path svg = directory.resolve("a.svg");
        Path html = directory.resolve("a.html");
        assertThat(out(INSPECT + "--svg " + svg + " --html " + html)).isEmpty();
        assertThat(Files.readString(svg)).startsWith("<?xml ").contains("ig_sig_generate");
        assertThat(Files.readString(html)).startsWith("<!DOCTYPE html>").contains("trace_signal");
    }

    @Test
    void mermaidDrawsAPageIfAskedTo(@TempDir Path directory) throws IOException {
        Path html = directory.resolve("a.html");
        assertThat(out(INSPECT + "--mermaid --html " + html)).isEmpty();
        assertThat(Files.readString(html))
                .contains("script-src 'sha256-", "ig_sig_generate: Lookup gadget_mntns_filter_map");
        Captured alone = Captured.of((INSPECT + "--mermaid").split(" "));
        assertThat(alone.error()).isEqualTo("jig: image inspect: --mermaid needs --html");
        assertThat(alone.exit()).isEqualTo(Exit.USAGE.code());
    }

    /// No message goes over a line, and none takes longer than a moment.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "image inspect",
                "image inspect -o json",
                "image disasm",
                "image inspect -v"
            })
    void aFileThatIsNoGadgetIsOneLineWithExitCode2(String command, @TempDir Path directory)
            throws IOException {
        byte[] good =
                Files.readAllBytes(
                        Path.of(System.getProperty("jig.gadgets"), "trace_signal/program.bpf.o"));
        List<byte[]> bad =
                List.of(new byte[0], "no object".getBytes(UTF_8), Arrays.copyOf(good, 2000));
        for (byte[] bytes : bad) {
            Path file = Files.write(directory.resolve("bad.bpf.o"), bytes);
            Captured result = Captured.of((command + " " + file).split(" "));
            assertThat(result.out()).isEmpty();
            assertThat(result.err().lines().findFirst().orElseThrow()).startsWith("jig: read ");
            assertThat(result.exit()).isEqualTo(Exit.USAGE.code());
            if (!command.endsWith("-v")) {
                assertThat(result.error()).contains("bad.bpf.o");
            }
        }
    }

    private static Json present(Map<String, Json> byName, String name) {
        return Objects.requireNonNull(byName.get(name), name);
    }

    private static String out(String line) {
        Captured result = Captured.of(line.split(" "));
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        return result.out();
    }
}
