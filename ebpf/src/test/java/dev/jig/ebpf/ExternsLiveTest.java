// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jig.ebpf.testing.LeakGuard;
import dev.jig.object.Bytes;
import dev.jig.object.ObjectSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("live")
@ExtendWith(LeakGuard.class)
class ExternsLiveTest {
    private static final ObjectSpec EXTERNS = Objects.read("externs");

    private final Kernel kernel = Kernel.running();

    @AfterEach
    void close() {
        kernel.close();
    }

    @Test
    void factsOfTheKernelAreConstants() {
        ObjectSpec spec = EXTERNS.withoutProgram("call_functions");
        try (BpfObject object = BpfObject.load(spec, kernel, LoadOptions.defaults())) {
            object.program("read_externs").testRun(TestRun.Input.ofContext(Bytes.zeros(8)));
            assertThat(value(object, "version")).isEqualTo(kernel.version().code());
            assertThat(value(object, "wrapper")).isEqualTo(1);
            assertThat(value(object, "tristate")).isEqualTo(1);
            assertThat(value(object, "letter")).isEqualTo('y');
            assertThat(value(object, "hz"))
                    .isEqualTo(Long.parseLong(kernel.config("CONFIG_HZ").orElseThrow()));
            assertThat(value(object, "first_letter"))
                    .isEqualTo(kernel.config("CONFIG_DEFAULT_HOSTNAME").orElse("\"\0").charAt(1));
            assertThat(value(object, "absent")).isZero();
            assertThat(value(object, "symbol"))
                    .isEqualTo(kernel.kallsyms().address("vfs_read").orElseThrow());
            assertThat(value(object, "no_symbol")).isZero();
        }
    }

    private static long value(BpfObject object, String variable) {
        return object.variable(variable).getLong();
    }

    @Test
    void functionsOfTheKernelAreCalled() {
        ObjectSpec spec = EXTERNS.withoutProgram("read_externs");
        if (kernel.kallsyms().address("bpf_rcu_read_lock").isEmpty()) {
            assertThatThrownBy(() -> BpfObject.load(spec, kernel, LoadOptions.defaults()))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessage(
                            "load program call_functions: this kernel has no function"
                                    + " bpf_rcu_read_lock");
            return;
        }
        try (BpfObject object = BpfObject.load(spec, kernel, LoadOptions.defaults())) {
            object.attachAll();
            kernel.release();
            kernel.host().descriptors().close(-1);
            assertThat(value(object, "called")).isPositive();
        }
    }

    @Test
    void missingStrongExternIsNamed() {
        Map<String, ObjectSpec.KconfigExtern> externs = new LinkedHashMap<>();
        EXTERNS.externs()
                .forEach((name, e) ->
                        externs.put(
                                name,
                                new ObjectSpec.KconfigExtern(
                                        name, e.type(), e.offset(), e.size(), false)));
        ObjectSpec strong =
                new ObjectSpec(
                        EXTERNS.order(),
                        EXTERNS.license(),
                        EXTERNS.btf(),
                        EXTERNS.maps(),
                        EXTERNS.programs(),
                        EXTERNS.variables(),
                        externs,
                        EXTERNS.sections());
        assertThatThrownBy(() -> BpfObject.load(strong, kernel, LoadOptions.defaults()))
                .isInstanceOf(UnsupportedException.class)
                .hasMessage(
                        "fill extern CONFIG_JIG_IS_NOT_THERE: this kernel has no such build"
                                + " option");
    }
}
