// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The reports of one kernel's tests, in the form and place that readers of surefire's know. Each
/// suite has the kernel's name.
///
/// @param kernel version
/// @param directory where the reports go
record Reports(String kernel, Path directory) {

    /// What a test run left, under the module's and the kernel's names.
    ///
    /// @return whether there was something
    boolean take(String module, Path from) throws IOException {
        if (!Files.isDirectory(from)) {
            return false;
        }
        List<Path> all;
        try (Stream<Path> files = Files.list(from)) {
            all = files.filter(file -> file.toString().endsWith(".xml")).sorted().toList();
        }
        for (int i = 0; i < all.size(); i++) {
            String text = Files.readString(all.get(i));
            String suite = "<testsuite name=\"" + escaped(suite(module)) + "\"";
            write(
                    i == 0 ? module : module + "-" + i,
                    text.replaceFirst("<testsuite name=\"[^\"]*\"", suite));
        }
        return !all.isEmpty();
    }

    /// Says that tests did not come to their end: a report with one error.
    void failure(String module, String message) throws IOException {
        String first = message.lines().findFirst().orElse("");
        write(
                module,
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuite name="%s" tests="1" skipped="0" failures="0" errors="1" time="0">
                <testcase name="theyRunToTheirEnd" classname="%s" time="0">
                <error message="%s">%s</error>
                </testcase>
                </testsuite>
                """
                        .formatted(
                                escaped(suite(module)),
                                escaped(module),
                                escaped(first),
                                escaped(message)));
    }

    private String suite(String module) {
        return module + " on " + kernel;
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("TEST-" + name + ".xml"), text);
    }

    /// As the text or the attribute of an element; what XML cannot hold is left out.
    static String escaped(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]|[\uFFFE\uFFFF]", "")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
