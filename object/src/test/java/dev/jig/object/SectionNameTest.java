// SPDX-License-Identifier: Apache-2.0
package dev.jig.object;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class SectionNameTest {
    @ParameterizedTest
    @CsvFileSource(resources = "section-names.csv", numLinesToSkip = 1, emptyValue = "")
    void meansAKindAndATarget(String name, ProgramKind kind, String target, boolean autoload) {
        assertThat(SectionName.parse(name)).isEqualTo(new SectionName(kind, target, autoload));
    }
}
