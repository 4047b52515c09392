// SPDX-License-Identifier: Apache-2.0
package dev.jig.object;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LegacyMapsTest {
    @Test
    void readsRecordsWithEmptyUnknownFields() {
        ObjectSpec object = CompiledObjects.read("legacy");

        assertThat(object.maps().values())
                .containsExactly(
                        MapSpec.of("one", MapType.HASH, 4, 8, 16).withFlags(1),
                        MapSpec.of("two", MapType.ARRAY, 4, 2, 3));
        assertThat(object.program("use").kind()).isEqualTo(ProgramKind.SOCKET_FILTER);
    }
}
