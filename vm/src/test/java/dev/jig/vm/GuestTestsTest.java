// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GuestTestsTest {
    private static final Pattern LIVE =
            Pattern.compile("@Tag\\(\"(live|vm)\"\\)(?!\\s*@Tag\\(\"host\")");

    @Test
    void classesWithTestsForGuestsAreCalledSo() throws IOException {
        List<String> names = new ArrayList<>();
        for (String module : SuitePass.MODULES) {
            Path sources = Path.of(System.getProperty("jig.root"), module, "src/test/java");
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (LIVE.matcher(Files.readString(file)).find()) {
                        names.add(file.getFileName().toString().replace(".java", ""));
                    }
                }
            }
        }
        assertThat(names).hasSizeGreaterThan(20).allMatch(name -> name.matches(GuestTests.NAMES));
    }
}
