// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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

/// Runs one module's live tests; started inside a guest. Those with the tag `host` are of what is
/// the same on every kernel, and stay out: everything takes ten times as long here.
final class GuestTests {
    /// Exit status: some test failed.
    static final int FAILED = 1;

    /// Exit status: there was no such test.
    static final int NONE = 2;

    private GuestTests() {}

    /// @param arguments the module's test classes, where its reports go, patterns of class names
    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(
                                DiscoverySelectors.selectClasspathRoots(
                                        Set.of(Path.of(arguments[0]))))
                        .filters(TagFilter.includeTags("live & !host | vm"))
                        .filters(classes(words.subList(2, words.size())))
                        .configurationParameter("junit.jupiter.execution.timeout.default", "10m")
                        .build();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        Launcher launcher = LauncherFactory.create();
        launcher.execute(
                request,
                summary,
                new Progress(out),
                new LegacyXmlReportGeneratingListener(Path.of(arguments[1]), out));
        System.exit(status(summary.getSummary()));
    }

    private static ClassNameFilter[] classes(List<String> patterns) {
        return patterns.stream()
                .map(ClassNameFilter::includeClassNamePatterns)
                .toArray(ClassNameFilter[]::new);
    }

    private static int status(TestExecutionSummary summary) {
        if (summary.getTotalFailureCount() > 0) {
            return FAILED;
        }
        return summary.getTestsSucceededCount() + summary.getTestsSkippedCount() == 0 ? NONE : 0;
    }
}
