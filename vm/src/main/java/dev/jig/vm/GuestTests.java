// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.junit.platform.reporting.legacy.xml.LegacyXmlReportGeneratingListener;

/// Runs modules' live tests; started inside a guest. Those with the tag `host` are of what is the
/// same on every kernel, and stay out: everything takes ten times as long here.
///
/// @param reports a directory a module of what came of it goes here
/// @param pattern of class names
record GuestTests(Path reports, String pattern, PrintWriter out) {
    /// Status of a module: some test failed.
    static final int FAILED = 1;

    /// Status of a module: there was no such test.
    static final int NONE = 2;

    /// What classes with live tests are called; the others are not even loaded.
    static final String NAMES = ".*(Live|Vm)Test";

    /// @param arguments where the reports go, a pattern of class names, the modules
    public static void main(String[] arguments) throws IOException {
        List<String> words = List.of(arguments);
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        GuestTests tests = new GuestTests(Path.of(words.get(0)), words.get(1), out);
        for (String module : words.subList(2, words.size())) {
            tests.run(module);
        }
        System.exit(0);
    }

    private void run(String module) throws IOException {
        Path place = Files.createDirectories(reports.resolve(module));
        Path classes = Path.of(System.getProperty("jig.root"), module, "target", "test-classes");
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(DiscoverySelectors.selectClasspathRoots(Set.of(classes)))
                        .filters(TagFilter.includeTags("live & !host | vm"))
                        .filters(ClassNameFilter.includeClassNamePatterns(NAMES))
                        .filters(ClassNameFilter.includeClassNamePatterns(pattern))
                        .configurationParameter("junit.jupiter.execution.timeout.default", "10m")
                        .build();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        Launcher launcher = LauncherFactory.create();
        launcher.execute(
                request,
                summary,
                new Progress(out),
                new LegacyXmlReportGeneratingListener(place, out));
        String status = status(summary.getSummary()) + "\n";
        Files.writeString(place.resolve(SuiteScript.STATUS), status);
    }

    private static int status(TestExecutionSummary summary) {
        if (summary.getTotalFailureCount() > 0) {
            return FAILED;
        }
        return summary.getTestsSucceededCount() + summary.getTestsSkippedCount() == 0 ? NONE : 0;
    }
}
