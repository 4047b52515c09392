// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.object.ProgramKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttachOrderTest {
    @Test
    void endsComeBeforeBeginnings() {
        Map<String, AttachTarget> targets = new LinkedHashMap<>();
        targets.put("entry", new AttachTarget.Kprobe("f", 0, false));
        targets.put("return", new AttachTarget.Kprobe("f", 0, true));
        targets.put("fentry", new AttachTarget.Typed(ProgramKind.FENTRY, "g"));
        targets.put("fexit", new AttachTarget.Typed(ProgramKind.FEXIT, "g"));
        targets.put("enter", new AttachTarget.Tracepoint("syscalls", "sys_enter_accept"));
        targets.put("exit", new AttachTarget.Tracepoint("syscalls", "sys_exit_accept"));
        targets.put("raw", new AttachTarget.RawTracepoint("sys_enter"));
        targets.put("clock", new AttachTarget.CpuClock(1));
        assertThat(AttachOrder.groups(targets))
                .extracting(group -> group.stream().map(Map.Entry::getKey).toList())
                .containsExactly(
                        List.of("return", "fexit", "exit"),
                        List.of("entry", "fentry", "enter", "raw", "clock"));
    }
}
