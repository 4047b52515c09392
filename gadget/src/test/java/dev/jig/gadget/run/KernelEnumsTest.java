// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.gadget.TestObjects;
import dev.jig.gadget.schema.DataSource;
import org.junit.jupiter.api.Test;

class KernelEnumsTest {
    /// `newer_kernel` plays the kernel: its enumerations have other names than those of the object.
    private final DataSource source =
            KernelEnums.apply(
                    TestObjects.gadget("every_type", "").dataSources().getFirst(),
                    () -> TestObjects.object("newer_kernel").btf());

    @Test
    void theKernelsNamesCount() {
        assertThat(TestObjects.field(source, "color").possibleValues())
                .containsExactly("RED", "ORANGE", "GREEN");
        assertThat(TestObjects.field(source, "color").type().toString())
                .contains("Choice[name=ORANGE, value=1], Choice[name=GREEN, value=6]");
        assertThat(TestObjects.field(source, "perms").possibleValues())
                .containsExactly("READ", "WRITE", "EXECUTE");
    }

    @Test
    void whatTheKernelLacksStaysAsItIs() {
        assertThat(TestObjects.field(source, "wide").possibleValues())
                .containsExactly("SMALL", "LARGE");
        assertThat(TestObjects.field(source, "sig").possibleValues()).contains("SIGTERM");
    }
}
