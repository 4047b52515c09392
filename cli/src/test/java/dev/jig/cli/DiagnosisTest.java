// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.container.RuntimeStatus;
import dev.jig.ebpf.Answer;
import dev.jig.gadget.run.GadgetCheck;
import dev.jig.gadget.run.GadgetCheck.ProgramCheck;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DiagnosisTest {
    private static final Diagnosis DIAGNOSIS =
            new Diagnosis(
                    "6.18.1",
                    List.of(
                            new KernelCheck("btf", Answer.YES, ""),
                            new KernelCheck("kprobes", Answer.NO, "needs CONFIG_KPROBES"),
                            new KernelCheck("tracefs", Answer.UNKNOWN, "no permission")),
                    List.of(
                            new GadgetCheck(
                                    "one",
                                    Answer.YES,
                                    "",
                                    List.of(
                                            new ProgramCheck("a", "tracepoint/x/y", false, ""),
                                            new ProgramCheck("b", "kprobe/z", true, "no kprobes")),
                                    3 << 19),
                            new GadgetCheck("two", Answer.NO, "load c: refused", List.of(), 0)),
                    List.of("module odd: its BTF is broken"),
                    List.of(
                            new RuntimeStatus(
                                    "docker",
                                    "/run/docker.sock",
                                    RuntimeStatus.State.FAILS,
                                    "no answer within 5000 ms")));

    @Test
    void isATableForPeople() {
        Console console =
                new Console(
                        System.out,
                        new PrintStream(System.err),
                        EventStream.ofProcess(),
                        Tty.NONE,
                        Map.of(),
                        stop());
        assertThat(DiagnosisTable.of(DIAGNOSIS, console))
                .isEqualTo(
                        """
                        Kernel 6.18.1

                          FEATURE  HERE            DETAIL
                          btf      yes
                          kprobes  no              needs CONFIG_KPROBES
                          tracefs  could not tell  no permission

                        Gadgets

                          GADGET  RUNS  LOCKED   DETAIL
                          one     yes   1.5 MiB  without b: no kprobes
                          two     no    -        load c: refused

                        Container runtimes

                          RUNTIME  ANSWERS  DETAIL
                          docker   no       /run/docker.sock: no answer within 5000 ms

                        warning: module odd: its BTF is broken
                        """);
    }

    @Test
    void isOneJsonObjectForPrograms() {
        Json json = Json.parse(DiagnosisJson.of(DIAGNOSIS));
        assertThat(json.keys())
                .containsExactly("kernel", "features", "gadgets", "runtimes", "warnings");
        Json docker = ((Json.Items) json.at("runtimes")).items().getFirst();
        assertThat(docker.keys()).containsExactly("name", "place", "answers", "detail");
        assertThat(docker.text("answers")).isEqualTo("false");
        assertThat(json.text("kernel")).isEqualTo("6.18.1");
        Json kprobes = ((Json.Items) json.at("features")).items().get(1);
        assertThat(kprobes.keys()).containsExactly("name", "available", "detail");
        assertThat(kprobes.text("available")).isEqualTo("no");
        Json one = ((Json.Items) json.at("gadgets")).items().getFirst();
        assertThat(one.keys()).containsExactly("name", "runs", "reason", "lockedBytes", "programs");
        assertThat(one.number("lockedBytes")).isEqualTo(3 << 19);
        Json b = ((Json.Items) one.at("programs")).items().get(1);
        assertThat(b.keys()).containsExactly("name", "section", "optional", "works", "problem");
        assertThat(b.text("works")).isEqualTo("false");
    }

    private static StopRequest stop() {
        return new StopRequest();
    }
}
