// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Stacks of the kernel and of a process, by names.
@Tag("live")
final class StacksLiveTest {
    private static final String COMM = "stack_victim";

    private static LiveJig ready(String... more) {
        String root = System.getProperty("jig.root");
        Path object = Path.of(root, "cli", "target", "test-classes", "bpf", "stacks.bpf.o");
        String[] fixed = {"run", object.toString(), "--comm", COMM, "--collect-ustack"};
        String[] all = new String[fixed.length + more.length];
        System.arraycopy(fixed, 0, all, 0, fixed.length);
        System.arraycopy(more, 0, all, fixed.length, more.length);
        return LiveJig.ready(all);
    }

    @Test
    void eventsNameWhereACallCameFrom() throws Exception {
        try (LiveJig jig = ready("-o", "json");
                WaitingVictim victim = WaitingVictim.start(COMM)) {
            long pid = Long.parseLong(victim.pid());
            jig.event(e -> e.number("proc.pid") == pid);
            victim.goOn(); // by now its files have been read, however slow the machine is
            Json event =
                    jig.event(e ->
                            e.number("proc.pid") == pid
                                    && !e.text("ustack.symbols").startsWith("0x"));
            assertThat(event.text("kstack").split("; ")).contains(systemCallEntry());
            assertThat(event.text("ustack.symbols"))
                    .startsWith("victim_inner; victim_outer; main; ");
            assertThat(event.text("ustack.addresses")).matches("0x[0-9a-f]+(; 0x[0-9a-f]+){3,}");
            assertThat(event.text("ustack.buildid")).matches("([0-9a-f]{16,}\\+0x[0-9a-f]+; )+.*");
        }
    }

    private static String systemCallEntry() {
        return System.getProperty("os.arch").equals("aarch64") ? "el0_svc" : "do_syscall_64";
    }

    @Test
    @Tag("host")
    void tablesShowStacksOnDemand() throws Exception {
        try (LiveJig jig = ready("--fields", "kstack,ustack.symbols,ustack.addresses");
                WaitingVictim _ = WaitingVictim.start(COMM)) {
            assertThat(jig.awaitLine(line -> line.contains("; main; ")))
                    .contains(systemCallEntry(), "victim_inner; victim_outer; main; ", "0x");
            assertThat(jig.signal("INT").exit()).isZero();
            assertThat(jig.err()).hasSize(1);
        }
    }
}
