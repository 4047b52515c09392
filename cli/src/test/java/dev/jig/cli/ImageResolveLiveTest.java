// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `jig image inspect --resolve` with the types of the running kernel.
@Tag("live")
@Tag("host")
final class ImageResolveLiveTest {
    @Test
    void whatCannotHappenHereIsNotDrawn() {
        Captured result = Captured.of("image", "inspect", "trace_signal", "--resolve");
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains("ig_sig_generate -- \"Reserve\" --> events")
                .doesNotContain("gadget_heap", "\"Update\" --> values");
    }

    /// It has no data for anybody, and so cannot be run.
    @Test
    void anObjectThatIsNoGadgetIsResolvedToo() throws Exception {
        Path object =
                Path.of(
                        Objects.requireNonNull(getClass().getResource("/bpf/open_file.bpf.o"))
                                .toURI());
        Captured result = Captured.of("image", "inspect", object.toString(), "--resolve");
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).startsWith("flowchart LR\neach_file[\"each_file\"]\n");
    }

    @Test
    void withoutTypesItSaysSo() {
        Captured result =
                Captured.of("image", "inspect", "trace_exec", "--resolve", "--btf", "/no/types");
        assertThat(result.error())
                .isEqualTo(
                        "jig: image inspect: read types /no/types: there is no such file"
                                + " (--btf FILE takes those of another kernel)");
        assertThat(result.exit()).isEqualTo(Exit.USAGE.code());
    }
}
