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
            assertThat(object.links()).extracting(Link::program).containsExactly("fine");
            assertThat(messages(object)).containsExactlyInAnyOrder(expected(kernel));
        }
    }

    private static String[] messages(BpfObject object) {
        return object.failures().values().stream()
                .map(Throwable::getMessage)
                .toArray(String[]::new);
    }

    private static String[] expected(Kernel kernel) {
        // the verifier's word for a number until 5.18
        boolean old = kernel.version().compareTo(new KernelVersion(5, 18, 0)) < 0;
        return new String[] {
            "load program reads_anything: 1: (61) r0 = *(u32 *)(r1 +0): R1 invalid mem access '"
                    + (old ? "inv" : "scalar")
                    + "' at refused.bpf.c:21: return *(int *)ctx[0];",
            "load program missing_field: field no_such_field of struct task_struct does not exist"
                    + " on this kernel at refused.bpf.c:27: struct task_struct *task ="
                    + " (void *)bpf_get_current_task();",
            "load program unknown_helper: invalid func unknown#100000 at refused.bpf.c:37:"
                    + " return no_such_helper();",
            "load program forbidden_helper: programs of this type may not call the helper"
                    + " bpf_sk_fullsock on kernel "
                    + kernel.release()
                    + " at refused.bpf.c:43: return bpf_sk_fullsock(ctx) != 0;",
            "load program missing_function: this kernel has no function no_such_function",
            "load program missing_tracepoint: this kernel has no tracepoint no_such_tracepoint",
            "attach program missing_raw_tracepoint to raw tracepoint no_such_tracepoint:"
                    + " no such tracepoint on this kernel",
            "attach program missing_event to tracepoint syscalls/no_such_event:"
                    + " no such tracepoint on this kernel"
        };
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
