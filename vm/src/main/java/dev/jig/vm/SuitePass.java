// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The part of the live tests that one guest runs.
///
/// @param kernel version
/// @param name of the pass among those of all kernels; reports go by it
/// @param modules in the order they run
/// @param probe `kprobe` or `trampoline`; `other` for the kind that jig does not take by itself;
///   none for the one it takes
/// @param patterns regular expressions that a class's name must all match
record SuitePass(
        String kernel,
        String name,
        List<String> modules,
        Optional<String> probe,
        List<String> patterns) {

    /// Those that have tests for guests; the order is that of what builds on what.
    static final List<String> MODULES = List.of("ebpf", "gadget", "cli");

    /// The gadgets with programs that can be kprobes or trampolines: jig takes one of them by
    /// itself, so that the other wants a pass of its own.
    private static final String PROBED =
            "dev\\.jig\\.cli\\.(TraceExec|TraceTcp|TraceFsslower|Fsnotify).*";

    private static final String OTHER = "other";

    /// All but what looks the same on every kernel, for which the newest is enough.
    private static final String NOT_ONCE = "(?!.*\\.ReadmeExamples).*";

    SuitePass {
        modules = List.copyOf(modules);
        patterns = List.copyOf(patterns);
    }

    /// The passes that are wanted, those that take longest first.
    static List<SuitePass> of(SuiteOptions options) {
        List<SuitePass> passes = new ArrayList<>();
        for (String kernel : options.kernels()) {
            passes.add(
                    new SuitePass(
                            kernel,
                            options.probe().map(probe -> kernel + "-" + probe).orElse(kernel),
                            options.modules(MODULES),
                            options.probe(),
                            patterns(kernel, options)));
        }
        if (options.probe().isEmpty() && options.modules(MODULES).contains("cli")) {
            for (String kernel : options.kernels()) {
                passes.add(
                        new SuitePass(
                                kernel,
                                kernel + "-" + OTHER,
                                List.of("cli"),
                                Optional.of(OTHER),
                                List.of(options.pattern(), PROBED)));
            }
        }
        return passes;
    }

    private static List<String> patterns(String kernel, SuiteOptions options) {
        return options.isNarrow() || kernel.equals(options.kernels().getLast())
                ? List.of(options.pattern())
                : List.of(options.pattern(), NOT_ONCE);
    }

    /// Whether there is a class of such a name; it need not be one of live tests.
    boolean hasClasses(Path root) throws IOException {
        for (String module : modules) {
            Path tests = root.resolve(module).resolve("target/test-classes");
            try (Stream<Path> files = Files.walk(tests)) {
                if (files.map(file -> className(tests.relativize(file))).anyMatch(this::matches)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// One regular expression for all of them.
    String pattern() {
        return patterns.stream().map(one -> "(?=" + one + "$)").collect(Collectors.joining())
                + ".*";
    }

    private static String className(Path file) {
        String name = file.toString();
        String suffix = ".class";
        return name.endsWith(suffix)
                ? name.substring(0, name.length() - suffix.length()).replace('/', '.')
                : "";
    }

    private boolean matches(String name) {
        return !name.isEmpty() && Pattern.matches(pattern(), name);
    }
}
