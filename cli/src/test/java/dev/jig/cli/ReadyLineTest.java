// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.gadget.run.Readiness;
import dev.jig.gadget.run.Readiness.Absent;
import dev.jig.gadget.run.Readiness.Attached;
import dev.jig.gadget.run.Readiness.ProbeKind;
import dev.jig.gadget.run.Readiness.Taken;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadyLineTest {
    private static Attached attached(String program, ProbeKind kind) {
        return new Attached(program, "target", "mechanism", kind, "");
    }

    private static String line(List<Attached> attached, List<Absent> absent, List<Taken> taken) {
        return ReadyLine.of("g", "6.1", new Readiness(attached, absent, List.of(), taken));
    }

    @Test
    void onlyWhatIsSpecialIsSaid() {
        Attached one = attached("a", ProbeKind.OTHER);
        assertThat(line(List.of(one), List.of(), List.of()))
                .isEqualTo("ready: g on 6.1, 1 program attached");
        assertThat(line(List.of(one, attached("b", ProbeKind.OTHER)), List.of(), List.of()))
                .isEqualTo("ready: g on 6.1, 2 programs attached");
    }

    @Test
    void everythingIsSaid() {
        List<Attached> attached =
                List.of(
                        attached("a", ProbeKind.KPROBE),
                        attached("b", ProbeKind.TRAMPOLINE),
                        attached("c", ProbeKind.TRAMPOLINE),
                        attached("d", ProbeKind.OTHER));
        List<Absent> absent =
                List.of(
                        new Absent("e", List.of("e"), "no e", List.of("f1", "f2")),
                        new Absent("x y", List.of("p", "q"), "no y", List.of()));
        List<Taken> taken =
                List.of(new Taken("x", List.of("z", "w")), new Taken("a", List.of("f")));
        assertThat(line(attached, absent, taken))
                .isEqualTo(
                        "ready: g on 6.1, 4 of 7 programs attached by 2 trampolines and 1 kprobe,"
                                + " x: z+w, a: f (e left out: no e; absent fields: f1, f2) (x y"
                                + " left out: no y)");
    }
}
