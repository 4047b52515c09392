// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a guest does to run the live tests: one JVM for all modules, for each of which it leaves
/// reports in the job's directory `reports/MODULE`, and how it ended in `reports/MODULE/status`;
/// the JVM's own exit status is in `reports/status`.
///
/// @param root the checkout, built
record SuiteScript(Path root, SuitePass pass) {
    static final String STATUS = "status";

    private static final String REPORTS = "/job/reports";

    /// For a JVM that lives for some minutes where compiling costs twenty times as much: less of
    /// it; no wide vectors. (A machine without these is not the way: jig's AOT cache holds code for
    /// the machine that it was made on, and the JVM of release 25 takes it unseen and dies of
    /// SIGILL.)
    private static final List<String> FRUGAL =
            List.of(
                    "-XX:TieredStopAtLevel=1",
                    "-XX:CompileThresholdScaling=4",
                    "-XX:UseAVX=0",
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:ArchiveRelocationMode=0");

    /// Half the time of a process's start: no program runs before the one wanted. Deprecated, so
    /// that only the JDK that is known to have it is told.
    private static final List<String> SPAWN =
            Runtime.version().feature() == 25
                    ? List.of("-Djdk.lang.Process.launchMechanism=VFORK")
                    : List.of();

    String text(ClassArchive archive) {
        return "mkdir -p %s\ncd %s\n%s\necho $? >%s/%s\nexit 0\n"
                .formatted(
                        REPORTS,
                        Shell.quoted(root.resolve(pass.modules().getLast()).toString()),
                        Shell.command(java(archive)),
                        REPORTS,
                        STATUS);
    }

    private List<String> java(ClassArchive archive) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(FRUGAL);
        command.addAll(SPAWN);
        command.addAll(archive.properties());
        pass.probe().ifPresent(probe -> command.add("-Djig.test.probe=" + probe));
        command.addAll(archive.words());
        command.addAll(List.of(GuestTests.class.getName(), REPORTS, pass.pattern()));
        command.addAll(pass.modules());
        return command;
    }
}
