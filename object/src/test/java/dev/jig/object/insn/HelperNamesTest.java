// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.insn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.object.KernelTypes;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

class HelperNamesTest {
    @Test
    void knowsHelpersByNumber() {
        assertThat(HelperNames.of(1)).hasValue("bpf_map_lookup_elem");
        assertThat(HelperNames.of(211)).hasValue("bpf_cgrp_storage_delete");
        assertThat(HelperNames.of(0)).isEmpty();
        assertThat(HelperNames.of(212)).isEmpty();
        assertThat(HelperNames.of(0xbad2310)).isEmpty();
    }

    @Test
    @EnabledIf("dev.jig.object.KernelTypes#present")
    void agreesWithTheRunningKernel() {
        Map<String, Long> helpers = KernelTypes.enumeration(KernelTypes.read(), "bpf_func_id");
        helpers.remove("BPF_FUNC_unspec");
        Long end = helpers.remove("__BPF_FUNC_MAX_ID");

        assertThat(end).isGreaterThan(100);
        assertThat(helpers)
                .allSatisfy((name, number) ->
                        assertThat(HelperNames.of(number))
                                .hasValue(name.replace("BPF_FUNC_", "bpf_")));
    }
}
