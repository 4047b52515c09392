// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.TestObjects;
import dev.jig.object.ObjectSpec;
import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfBuilder;
import dev.jig.object.btf.BtfType;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is left of a gadget on a kernel of which only the types are known.
final class GadgetConfigurationTest {
    private static final String ALTERNATIVES =
            """
            programs:
              read_e: {group: read, whenKernel: {function: new_read}}
              read_x: {group: read}
              insert: {whenKernel: {noFunction: new_read}, targets: [one, other]}
            """;

    @Test
    void ofAGroupThatIsForOtherKernelsNothingIsLeft() {
        assertThat(programs("old_read")).contains("insert").doesNotContain("read_e", "read_x");
    }

    @Test
    void ofAlternativesTheOtherIsLeft() {
        assertThat(programs("new_read")).contains("read_e", "read_x").doesNotContain("insert");
    }

    /// Modules have types of their own, so that nothing is known of their functions.
    @Test
    void aTargetThatTheTypesDoNotHaveMayBeThere() {
        assertThat(programs("neither")).contains("insert");
    }

    private static List<String> programs(String function) {
        GadgetSpec gadget = TestObjects.gadget("places", ALTERNATIVES);
        ObjectSpec object = GadgetConfiguration.of(gadget, Map.of(), types(function));
        return List.copyOf(object.programs().keySet());
    }

    private static Btf types(String function) {
        BtfBuilder builder = new BtfBuilder(ByteOrder.nativeOrder());
        int signature = builder.add(new BtfType.Prototype(0, List.of()));
        builder.add(new BtfType.Function(function, signature, BtfType.Linkage.GLOBAL));
        return Btf.parse(builder.build().buffer(ByteOrder.nativeOrder()));
    }
}
