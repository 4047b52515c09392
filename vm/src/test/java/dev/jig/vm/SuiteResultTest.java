// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteResultTest {
    private static final String REPORT = "<testsuite name=\"x\" tests=\"1\"/>";

    @TempDir Path job;
    private Path reports;

    @BeforeEach
    void placeOfReports() throws IOException {
        reports = job.resolve("collected");
        Files.writeString(job.resolve(Guest.OUTPUT), "a line\n# SIGSEGV\n");
        leaveEnd(0);
    }

    private void leaveEnd(int status) throws IOException {
        Path left = Files.createDirectories(job.resolve("reports"));
        Files.writeString(left.resolve("status"), status + "\n");
    }

    private SuiteResult result(String... words) {
        SuiteOptions options = SuiteOptions.parse(List.of(words));
        SuiteScript script = new SuiteScript(Path.of("/r"), SuitePass.of(options).getFirst());
        return new SuiteResult(script, options.isNarrow(), job, new Reports("6.1", reports));
    }

    private void leave(String module, int status, boolean report) throws IOException {
        Path left = Files.createDirectories(job.resolve("reports").resolve(module));
        Files.writeString(left.resolve("status"), status + "\n");
        if (report) {
            Files.writeString(left.resolve("TEST-junit-jupiter.xml"), REPORT);
        }
    }

    @Test
    void allIsWellWhenEveryModuleIs() throws IOException {
        leave("ebpf", 0, true);
        leave("gadget", 0, true);
        leave("cli", 0, true);
        assertThat(result().collect()).isTrue();
        assertThat(reports).isDirectoryContaining("glob:**/TEST-cli.xml");
    }

    @Test
    void aFailedTestFailsTheSuite() throws IOException {
        leave("cli", 1, true);
        assertThat(result("--module", "cli").collect()).isFalse();
        assertThat(reports.resolve("TEST-end-of-cli.xml")).doesNotExist();
    }

    @Test
    void aDeadJvmIsReportedWithItsLastLines() throws IOException {
        leaveEnd(134);
        assertThat(result("--module", "cli").collect()).isFalse();
        assertThat(reports.resolve("TEST-end-of-cli.xml"))
                .content()
                .contains("the JVM ended with status 134")
                .contains("SIGSEGV");
    }

    @Test
    void aJvmThatDiesAtItsEndFails() throws IOException {
        leave("cli", 0, true);
        leaveEnd(134);
        assertThat(result("--module", "cli").collect()).isFalse();
        assertThat(reports.resolve("TEST-end.xml")).content().contains("status 134");
    }

    @Test
    void whatADeadJvmHadNotComeToFails() throws IOException {
        leave("ebpf", 0, true);
        assertThat(result().collect()).isFalse();
        assertThat(reports).isDirectoryContaining("glob:**/TEST-ebpf.xml");
        assertThat(reports.resolve("TEST-end-of-gadget.xml")).exists();
        assertThat(reports.resolve("TEST-end-of-cli.xml")).exists();
    }

    @Test
    void aModuleWithoutTestsFailsUnlessOnlySomeAreWanted() throws IOException {
        leave("ebpf", GuestTests.NONE, true);
        leave("gadget", GuestTests.NONE, true);
        leave("cli", 0, true);
        assertThat(result().collect()).isFalse();
        assertThat(result("Exec").collect()).isTrue();
    }

    @Test
    void aNameThatNoTestHasFails() throws IOException {
        leave("cli", GuestTests.NONE, true);
        assertThat(result("--module", "cli", "NoSuchTest").collect()).isFalse();
        assertThat(reports.resolve("TEST-suite.xml")).content().contains("no live test");
    }

    @Test
    void aGuestThatDiedIsReportedBesideWhatItHadDone() throws IOException {
        leave("ebpf", 0, true);
        result().collectUnfinished("run in kernel 6.1: ended before its job");
        assertThat(reports.resolve("TEST-ebpf.xml")).exists();
        assertThat(reports.resolve("TEST-guest.xml")).content().contains("ended before its job");
    }
}
