// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a guest does to run the live tests: one JVM a module. Each leaves its reports in the job's
/// directory `reports/MODULE`, and its exit status in `reports/MODULE/status`.
///
/// @param root the checkout, built
record SuiteScript(Path root, SuitePass pass) {
    static final String STATUS = "status";

    /// For a JVM that lives for a minute where compiling costs twenty times as much: less of it,
    /// and the archive of the JDK's classes where it was made for; no wide vectors. (A machine
    /// without these is not the way: jig's AOT cache holds code for the machine that it was made
    /// on, and the JVM of release 25 takes it unseen and dies of SIGILL.)
    private static final List<String> FRUGAL =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:CompileThresholdScaling=10",
                    "-XX:UseAVX=0",
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:ArchiveRelocationMode=0",
                    "-Xshare:auto");

    /// @throws GuestException if a module was not built
    String text() {
        StringBuilder script = new StringBuilder();
        for (String module : pass.modules()) {
            String reports = reports(module);
            script.append("mkdir -p ").append(Shell.quoted(reports));
            script.append("\ncd ").append(Shell.quoted(root.resolve(module).toString()));
            script.append('\n').append(Shell.command(java(module)));
            script.append("\necho $? >").append(Shell.quoted(reports + "/" + STATUS)).append('\n');
        }
        return script.append("exit 0\n").toString();
    }

    private static String reports(String module) {
        return "/job/reports/" + module;
    }

    private List<String> java(String module) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(FRUGAL);
        command.addAll(
                List.of(
                        "-Xmx512m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djig.root=" + root,
                        "-Djig.gadgets=" + root.resolve("target/gadgets"),
                        "-Djig.distribution=" + root.resolve("target/dist"),
                        "-Djig.guest=true"));
        pass.probe().ifPresent(probe -> command.add("-Djig.test.probe=" + probe));
        Path tests = root.resolve(module).resolve("target/test-classes");
        command.addAll(List.of("-cp", classPath(module), GuestTests.class.getName()));
        command.addAll(List.of(tests.toString(), reports(module)));
        command.addAll(pass.patterns());
        return command;
    }

    private String classPath(String module) {
        Path target = root.resolve(module).resolve("target");
        Path own = root.resolve("vm/target");
        return String.join(
                ":",
                target.resolve("test-classes").toString(),
                target.resolve("classes").toString(),
                libraries(target),
                own.resolve("classes").toString(),
                libraries(own));
    }

    private static String libraries(Path target) {
        try {
            return Files.readString(target.resolve("test.classpath")).strip();
        } catch (IOException e) {
            throw new GuestException("run live tests: " + target + " was not built", e);
        }
    }
}
