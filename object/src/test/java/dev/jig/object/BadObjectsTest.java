// SPDX-License-Identifier: Apache-2.0
package dev.jig.object;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadObjectsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    bad_static_map | map map is static (a map must be visible outside its file)
                    bad_map_member | map map has the unknown member max_entires
                    bad_map_sizes  | map map has a key that differs from its key_size
                    bad_map_nested | map map.inner is a map of maps inside another
                    bad_map_type   | map map is of the unknown type 1000
                    bad_map_values | map map holds functions but is no program array
                    bad_undeclared | symbol missing is neither defined nor declared with __kconfig \
                    or __ksym
                    """)
    void areRefusedWithAReason(String name, String reason) {
        assertThatExceptionOfType(MalformedObjectException.class)
                .isThrownBy(() -> CompiledObjects.read(name))
                .withMessage("read %s: %s", name, reason);
    }
}
