// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jig.ebpf.testing.LeakGuard;
import dev.jig.object.ObjectSpec;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("live")
@ExtendWith(LeakGuard.class)
class RefusedLiveTest {
    private static final ObjectSpec REFUSED = Objects.read("refused");

    @Test
    void optionalProgramsFailOneByOne() {
        Set<String> all = REFUSED.programs().keySet();
        try (Kernel kernel = Kernel.running();
                BpfObject object =
                        BpfObject.load(REFUSED, kernel, LoadOptions.defaults().withOptional(all))) {
            object.attachAll();
            object.failures()
                    .forEach((name, why) -> System.out.println(name + " | " + why.getMessage()));
            assertThat(object.links()).extracting(Link::program).containsExactly("fine");
            assertThat(object.failures().keySet()).hasSize(all.size() - 1).doesNotContain("fine");
        }
    }

    @Test
    void programThatIsNotOptionalUndoesAll() {
        try (Kernel kernel = Kernel.running()) {
            assertThatThrownBy(() -> BpfObject.load(REFUSED, kernel, LoadOptions.defaults()))
                    .isInstanceOfSatisfying(
                            VerifierException.class, e -> assertThat(e.log()).contains("processed"))
                    .hasMessageStartingWith("load program reads_anything: ")
                    .hasMessageContaining("refused.bpf.c:");
        }
    }
}
