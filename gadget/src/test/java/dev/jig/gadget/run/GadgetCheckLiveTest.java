// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.ebpf.Answer;
import dev.jig.ebpf.Kernel;
import dev.jig.gadget.TestObjects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("live")
@Timeout(60)
class GadgetCheckLiveTest {
    private static final long MAX_LOCKED = 25_000_000;

    private final Kernel kernel = Kernel.running();

    @AfterEach
    void close() {
        kernel.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"trace_exec", "trace_signal"})
    void shippedGadgetsRunHere(String name) {
        GadgetCheck check = GadgetCheck.of(TestObjects.shipped(name), kernel);
        assertThat(check.reason()).isEmpty();
        assertThat(check.answer()).isEqualTo(Answer.YES);
        assertThat(check.programs()).isNotEmpty().allMatch(p -> p.works() || p.optional());
        assertThat(check.lockedBytes()).isBetween(262_144L, MAX_LOCKED);
    }

    @Test
    void whatDoesNotRunIsNamed() {
        GadgetCheck check = GadgetCheck.of(TestObjects.gadget("flood", ""), kernel);
        assertThat(check.answer()).isEqualTo(Answer.NO);
        assertThat(check.reason()).contains("never", "a_function_that_no_kernel_has");
        assertThat(check.programs())
                .extracting(GadgetCheck.ProgramCheck::works)
                .containsExactlyInAnyOrder(true, true, false);
        assertThat(check.lockedBytes()).isZero();
    }

    @Test
    void anOptionalProgramDoesNotCount() {
        GadgetCheck check =
                GadgetCheck.of(
                        TestObjects.gadget("flood", "programs: {never: {optional: true}}"), kernel);
        assertThat(check.answer()).isEqualTo(Answer.YES);
        assertThat(check.programs()).anyMatch(program -> !program.works() && program.optional());
    }

    @Test
    void whatJigCannotDoIsNamed() {
        GadgetCheck check = GadgetCheck.of(TestObjects.gadget("iterators", ""), kernel);
        assertThat(check.answer()).isEqualTo(Answer.NO);
        assertThat(check.reason()).contains("does not walk over map counts");
    }
}
