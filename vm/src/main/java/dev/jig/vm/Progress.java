// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/// Prints a line a test class, and what failed with its stack trace.
final class Progress implements TestExecutionListener {
    private static final double NANOS = 1e9;

    private final PrintWriter out;
    private final Map<String, Long> started = new HashMap<>();

    Progress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        started.put(test.getUniqueId(), System.nanoTime());
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        long begin = started.getOrDefault(test.getUniqueId(), System.nanoTime());
        double seconds = (System.nanoTime() - begin) / NANOS;
        result.getThrowable()
                .ifPresent(failure -> {
                    out.printf(
                            "FAILED %s (%.1f s)%n",
                            test.getUniqueId().replaceAll("\\[engine:[^/]*/", ""), seconds);
                    failure.printStackTrace(out);
                });
        if (test.getSource().filter(ClassSource.class::isInstance).isPresent()) {
            out.printf("%s: %s in %.1f s%n", test.getDisplayName(), result.getStatus(), seconds);
        }
        out.flush();
    }
}
