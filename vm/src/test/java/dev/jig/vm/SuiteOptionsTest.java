// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuiteOptionsTest {
    @Test
    void withoutWordsEverythingRunsEverywhere() {
        SuiteOptions options = SuiteOptions.parse(List.of());
        assertThat(options.kernels()).containsExactly("5.10", "6.1", "6.12");
        assertThat(options.modules(List.of("a", "b"))).containsExactly("a", "b");
        assertThat(options.probe()).isEmpty();
        assertThat("dev.jig.AnyTest").matches(options.pattern());
    }

    @Test
    void wordsNarrow() {
        SuiteOptions options =
                SuiteOptions.parse(
                        List.of("--kernel", "6.1", "--module", "cli", "--probe", "kprobe", "Exec"));
        assertThat(options.kernels()).containsExactly("6.1");
        assertThat(options.modules(List.of("a", "cli"))).containsExactly("cli");
        assertThat(options.probe()).contains("kprobe");
        assertThat("dev.jig.cli.TraceExecLiveTest").matches(options.pattern());
        assertThat("dev.jig.cli.TraceSignalLiveTest").doesNotMatch(options.pattern());
    }

    @Test
    void whatMakesNoSenseIsSaid() {
        assertThatThrownBy(() -> SuiteOptions.parse(List.of("--kernel")))
                .isInstanceOf(GuestException.class)
                .hasMessageStartingWith("--kernel needs a value");
        assertThatThrownBy(() -> SuiteOptions.parse(List.of("--kernels")))
                .isInstanceOf(GuestException.class)
                .hasMessageStartingWith("there is no --kernels");
    }
}
