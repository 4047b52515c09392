// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a guest that came to its end left of a suite.
///
/// @param narrow whether modules may be without such tests
/// @param job the guest's job directory
record SuiteResult(SuiteScript script, boolean narrow, Path job, Reports reports) {
    private static final int TAIL_LINES = 60;

    /// The status of a module, or of the JVM, that did not come to its end.
    private static final int NEVER = -1;

    /// Puts the reports where they belong; a module that ended without one gets one that says so.
    ///
    /// @return whether tests ran and all were well
    boolean collect() throws IOException {
        boolean well = true;
        boolean some = false;
        for (String module : script.pass().modules()) {
            int status = status(left(module));
            if (status == GuestTests.NONE && narrow) {
                continue;
            }
            some = true;
            well &= status == 0;
            boolean reported = reports.take(module, left(module));
            if (!reported || status == NEVER) {
                well = false;
                reports.failure("end-of-" + module, ended(module));
            }
        }
        if (well && status(left(".")) != 0) {
            well = false;
            reports.failure("end", ended("all modules"));
        }
        if (!some) {
            reports.failure("suite", "no live test has such a name");
        }
        return well && some;
    }

    /// What there is of a guest that did not come to its end.
    void collectUnfinished(String message) throws IOException {
        for (String module : script.pass().modules()) {
            reports.take(module, left(module));
        }
        reports.failure("guest", message);
    }

    String outputTail() {
        return Tail.of(job.resolve(Guest.OUTPUT), TAIL_LINES);
    }

    private String ended(String module) throws IOException {
        return "run the live tests of %s: the JVM ended with status %d; its last lines:%n%s"
                .formatted(module, status(left(".")), outputTail());
    }

    private Path left(String module) {
        return job.resolve("reports").resolve(module);
    }

    private static int status(Path left) throws IOException {
        Path file = left.resolve(SuiteScript.STATUS);
        return Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : NEVER;
    }
}
