// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.param;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.MalformedGadgetException;
import dev.jig.gadget.TestObjects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParamBuilderTest {
    private static Param param(GadgetSpec gadget, String key) {
        return gadget.param(key).orElseThrow(() -> new AssertionError("no param " + key));
    }

    @Test
    void typesAndDefaultsComeFromTheObject() {
        GadgetSpec gadget = TestObjects.gadget("every_param", "");
        assertThat(gadget.params().stream().map(p -> p.key() + "=" + p.type() + p.defaultValue()))
                .containsExactlyInAnyOrder(
                        "p_u8=Whole[size=1, signed=false]7",
                        "p_s16=Whole[size=2, signed=true]-3",
                        "p_u32=Whole[size=4, signed=false]100",
                        "p_s64=Whole[size=8, signed=true]-1",
                        "p_bool=Bool[]true",
                        "p_float=Real[size=4]1.5",
                        "p_double=Real[size=8]-2.25",
                        "p_text=Text[capacity=8]abc",
                        "p_addr=Address[size=20]10.0.0.1",
                        "p_level=Whole[size=4, signed=false]1",
                        "p_signal=Whole[size=4, signed=true]0",
                        "p_quiet=Bool[]false",
                        "pid=Whole[size=4, signed=true]0",
                        "tid=Whole[size=4, signed=true]0",
                        "uid=Whole[size=4, signed=false]4294967295",
                        "gid=Whole[size=4, signed=false]4294967295",
                        "comm=Text[capacity=16]");
    }

    @Test
    void commonParamsStandLastAndAreDescribed() {
        GadgetSpec gadget = TestObjects.gadget("every_param", "");
        assertThat(gadget.params().subList(12, 17))
                .extracting(Param::key)
                .containsExactlyInAnyOrder("pid", "tid", "uid", "gid", "comm");
        assertThat(gadget.params().subList(12, 17))
                .extracting(Param::description)
                .noneMatch(String::isEmpty);
    }

    @Test
    void metadataNameAndOverride() {
        GadgetSpec gadget =
                TestObjects.gadget(
                        "every_param",
                        """
                        params:
                          ebpf:
                            p_u32:
                              key: limit
                              alias: l
                              title: Limit
                              description: the limit
                              defaultValue: 0x10
                            p_signal: {key: signal, valueHint: signal, defaultValue: term}
                            p_text: {key: text, defaultValue: ""}
                        paramDefaults:
                          operator.oci.ebpf.pid: 77
                        """);
        Param limit = param(gadget, "l");
        assertThat(limit.key()).isEqualTo("limit");
        assertThat(limit.title()).isEqualTo("Limit");
        assertThat(limit.description()).isEqualTo("the limit");
        assertThat(limit.variable()).isEqualTo("p_u32");
        assertThat(limit.defaultValue()).isEqualTo("0x10");
        assertThat(param(gadget, "signal").type()).isEqualTo(new ParamType.Signal(4));
        assertThat(param(gadget, "text").defaultValue()).isEqualTo("abc");
        assertThat(param(gadget, "pid").defaultValue()).isEqualTo("77");
        assertThat(gadget.param("p_u32")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p_u33: {key: x} | read param p_u33: the object has no such variable (did you mean"
                        + " \"p_u32\"?)",
                "fixed: {key: x} | read param fixed: it is const but not volatile, the compiler has"
                        + " used its value",
                "variable: {key: x} | read param variable: it is not a \"const volatile\" variable",
                "p_struct: {key: x} | read param p_struct: its type cannot be set by a param",
                "p_u8: {key: p, defaultValue: 300} | default of param p_u8: set --p to \"300\":"
                        + " that is not between 0 and 255",
                "p_u8: {key: pid} | read param targ_pid: key or alias \"pid\" is taken",
            })
    void whatMakesNoSenseIsNamed(String param, String message) {
        assertThatThrownBy(
                        () -> TestObjects.gadget("every_param", "params: {ebpf: {" + param + "}}"))
                .isInstanceOf(MalformedGadgetException.class)
                .hasMessage(message);
    }

    @Test
    void traceSignalTakesSignalsByName() {
        GadgetSpec gadget = TestObjects.shipped("trace_signal");
        assertThat(param(gadget, "signal").type()).isInstanceOf(ParamType.Signal.class);
        assertThat(param(gadget, "k").key()).isEqualTo("kill-only");
        assertThat(param(TestObjects.shipped("trace_exec"), "ignore-failed").defaultValue())
                .isEqualTo("true");
    }
}
