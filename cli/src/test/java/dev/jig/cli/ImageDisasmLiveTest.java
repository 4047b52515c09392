// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.ebpf.BpfObject;
import dev.jig.ebpf.Kernel;
import dev.jig.ebpf.LoadOptions;
import dev.jig.gadget.GadgetSpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What `jig image disasm --loaded` shows of a program that is in the kernel.
@Tag("live")
final class ImageDisasmLiveTest {
    private static final String NAME = "ig_sig_kill_e";

    @Test
    void showsWhatTheKernelMadeOfAProgram() {
        GadgetSpec gadget = Gadgets.catalog().open("trace_signal");
        try (Kernel kernel = Kernel.running();
                BpfObject object =
                        BpfObject.load(gadget.object(), kernel, LoadOptions.defaults())) {
            String id = String.valueOf(object.program(NAME).id());
            Captured byId = Captured.of("image", "disasm", "--loaded", id);
            assertThat(byId.err()).isEmpty();
            assertThat(byId.exit()).isZero();
            assertThat(byId.out())
                    .startsWith(NAME + ": program " + id + ", tag ")
                    .contains(", translated:\n" + NAME + ":\n  ; return enter_kill(")
                    .contains("map[.rodata][0]+")
                    .containsPattern("call bpf_get_current_(pid_tgid|comm|task)")
                    .containsPattern(", machine code:\n" + NAME + " at 0xffff[0-9a-f]{12}:\n")
                    .containsPattern("\n +0: ([0-9a-f]{2} ?)+\n");

            Captured byName = Captured.of("image", "disasm", "--loaded", NAME, "-o", "json");
            assertThat(byName.out()).contains("\"id\":" + id + ",\"name\":\"" + NAME + "\"");
            Json.parse(byName.out());
        }
    }

    @Test
    void aProgramThatIsNotLoadedIsSaidToBe() {
        Captured result = Captured.of("image", "disasm", "--loaded", "2147483646");
        assertThat(result.exit()).isEqualTo(Exit.USAGE.code());
        Captured absent = Captured.of("image", "disasm", "--loaded", "no_such_program");
        assertThat(absent.error()).contains("no program no_such_program is loaded");
        assertThat(absent.exit()).isEqualTo(Exit.USAGE.code());
    }
}
