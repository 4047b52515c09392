// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuitePassTest {
    @TempDir Path root;

    @BeforeEach
    void someClasses() throws IOException {
        for (String module : SuitePass.MODULES) {
            Files.createDirectories(root.resolve(module + "/target/test-classes/dev/jig/cli"));
        }
        Path tests = root.resolve("cli/target/test-classes/dev/jig/cli");
        Files.createFile(tests.resolve("TraceTcpLiveTest.class"));
        Files.createFile(tests.resolve("DoctorLiveTest.class"));
        Files.createFile(tests.resolve("notes.txt"));
    }

    private static List<SuitePass> passes(String... words) {
        return SuitePass.of(SuiteOptions.parse(List.of(words)));
    }

    private List<String> withClasses(String... words) throws IOException {
        List<String> names = new ArrayList<>();
        for (SuitePass pass : passes(words)) {
            if (pass.hasClasses(root)) {
                names.add(pass.name());
            }
        }
        return names;
    }

    @Test
    void theOtherKindOfProbeHasAPassOfItsOwnInEveryKernel() {
        assertThat(passes())
                .extracting(SuitePass::name)
                .containsExactly("5.10", "6.1", "6.12", "5.10-other", "6.1-other", "6.12-other");
        assertThat(passes().getFirst().modules()).containsExactly("ebpf", "gadget", "cli");
        assertThat(passes().getFirst().probe()).isEmpty();
        assertThat(passes().getLast().modules()).containsExactly("cli");
        assertThat(passes().getLast().probe()).contains("other");
    }

    @Test
    void whatIsTheSameOnAllKernelsRunsInTheNewest() {
        String examples = "dev.jig.cli.ReadmeExamplesLiveTest";
        assertThat(passes())
                .filteredOn(pass -> examples.matches(pass.pattern()))
                .extracting(SuitePass::name)
                .containsExactly("6.12");
        assertThat(passes("--kernel", "5.10").getFirst().pattern()).matches(examples::matches);
        assertThat(passes("Readme").getFirst().pattern()).matches(examples::matches);
    }

    @Test
    void aKindThatIsAskedForIsTheOnlyOne() {
        assertThat(passes("--kernel", "6.1", "--probe", "trampoline"))
                .singleElement()
                .satisfies(pass -> assertThat(pass.name()).isEqualTo("6.1-trampoline"))
                .satisfies(pass -> assertThat(pass.probe()).contains("trampoline"));
    }

    @Test
    void modulesWithoutGadgetsKnowNoKinds() {
        assertThat(passes("--kernel", "6.1", "--module", "ebpf"))
                .extracting(SuitePass::name)
                .containsExactly("6.1");
    }

    @Test
    void aGuestWithoutTestsIsNotBooted() throws IOException {
        assertThat(withClasses("--kernel", "6.1")).containsExactly("6.1", "6.1-other");
        assertThat(withClasses("--kernel", "6.1", "Tcp")).containsExactly("6.1", "6.1-other");
        assertThat(withClasses("--kernel", "6.1", "Doctor")).containsExactly("6.1");
        assertThat(withClasses("--kernel", "6.1", "Absent")).isEmpty();
        assertThat(withClasses("--kernel", "6.1", "notes")).isEmpty();
    }
}
