// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.ebpf.BpfObject;
import dev.jig.ebpf.Kernel;
import dev.jig.ebpf.LoadOptions;
import dev.jig.gadget.TestObjects;
import dev.jig.object.Bytes;
import dev.jig.object.ObjectSpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is made with the headers for gadget authors passes the verifier of this kernel.
@Tag("live")
@Timeout(120)
class AuthorHeadersLiveTest {
    private static void load(ObjectSpec object) {
        try (Kernel kernel = Kernel.running();
                BpfObject loaded = BpfObject.load(object, kernel, LoadOptions.defaults())) {
            assertThat(loaded.failures()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"counts", "elements", "packets", "snapshot", "stacks", "tracer"})
    void programsAreTaken(String name) {
        load(TestObjects.ofHeaders(name));
    }

    @Test
    void userStacksAreTakenWhenTheyAreWanted() {
        ObjectSpec stacks = TestObjects.ofHeaders("stacks");
        load(stacks.withValue("collect_ustack", Bytes.copyOf(new byte[] {1})));
    }
}
