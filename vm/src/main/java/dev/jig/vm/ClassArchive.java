// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The class path of the live tests, all modules' as one, with an AOT cache of its classes: loading
/// them takes a processor that is emulated a minute a guest otherwise. The cache is what a JVM here
/// leaves that runs some of the tests. It can hold classes of archives only, so that the
/// directories of classes become such first; the modules' own archives are copied, since a build
/// while guests run would write over them. Everything works without the cache, just later.
///
/// @param root the checkout, built
/// @param archives what the tests' class path was when the suite began, directories left out; a
///   build meanwhile may name directories
record ClassArchive(Path root, List<Path> archives) {
    /// What guests give to every JVM, and the one that makes the cache. No code is kept in it: it
    /// would be for the processor that it was made on.
    static final List<String> OPTIONS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:-AOTAdapterCaching",
                    "-XX:-AOTStubCaching",
                    "-Xmx512m",
                    "--enable-native-access=ALL-UNNAMED");

    /// Live tests that take little time and, passed or failed, need most of the classes.
    private static final String TRAINING =
            "dev\\.jig\\..*\\.(Ring|GadgetRun|GadgetContainers|TraceExec|TraceTcpFilters)LiveTest";

    private static final int PATIENCE_SECONDS = 120;

    ClassArchive {
        archives = List.copyOf(archives);
    }

    /// @throws GuestException if a module was not built
    static ClassArchive of(Path root) {
        ClassArchive archive =
                new ClassArchive(
                        root,
                        Stream.of("cli", "vm")
                                .flatMap(module -> Stream.of(classPath(root.resolve(module))))
                                .filter(word -> word.endsWith(".jar"))
                                .distinct()
                                .map(Path::of)
                                .toList());
        if (archive.modules().isEmpty()) {
            throw new GuestException("run live tests: the modules were compiled, but not packaged");
        }
        return archive;
    }

    private static String[] classPath(Path module) {
        Path file = module.resolve("target/test.classpath");
        try {
            return Files.readString(file).strip().split(File.pathSeparator);
        } catch (IOException e) {
            throw new GuestException("run live tests: " + module + " was not built", e);
        }
    }

    private Path directory() {
        return root.resolve("vm/target/archive");
    }

    private Path cache() {
        return directory().resolve("tests.aot");
    }

    /// The words for a JVM of a guest: the class path and, if there is one, the cache.
    List<String> words() {
        List<String> words = new ArrayList<>(OPTIONS);
        if (Files.exists(cache())) {
            words.add("-XX:AOTCache=" + cache());
        }
        words.addAll(List.of("-cp", classPath()));
        return words;
    }

    /// Properties that the tests know.
    List<String> properties() {
        return List.of(
                "-Djig.root=" + root,
                "-Djig.gadgets=" + root.resolve("target/gadgets"),
                "-Djig.distribution=" + root.resolve("target/dist"),
                "-Djig.guest=true");
    }

    /// Makes the archives and the cache, unless they are newer than all that is in them.
    void make() throws IOException, InterruptedException {
        if (isCurrent()) {
            return;
        }
        Files.createDirectories(directory());
        Files.deleteIfExists(cache());
        for (Path classes : directories()) {
            pack(classes, jar(classes));
        }
        for (Path module : modules()) {
            Files.copy(module, copy(module), StandardCopyOption.REPLACE_EXISTING);
        }
        Path log = directory().resolve("log");
        Process process =
                new ProcessBuilder(training())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> end(process)));
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            end(process);
            process.waitFor();
            Files.deleteIfExists(cache());
        }
        if (!Files.exists(cache())) {
            System.out.println("no cache of the tests' classes was made (log: " + log + ")");
        }
    }

    /// With the JVM that it starts at its end to write the cache.
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private List<String> training() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(OPTIONS);
        command.add("-XX:AOTCacheOutput=" + cache());
        command.addAll(properties());
        command.addAll(List.of("-cp", classPath(), GuestTests.class.getName()));
        command.addAll(List.of(directory().resolve("reports").toString(), TRAINING));
        command.addAll(SuitePass.MODULES);
        return command;
    }

    private boolean isCurrent() throws IOException {
        if (!Files.exists(cache())) {
            return false;
        }
        long made = Files.getLastModifiedTime(cache()).toMillis();
        List<Path> sources = new ArrayList<>(directories());
        sources.addAll(modules());
        sources.addAll(libraries());
        for (Path source : sources) {
            try (Stream<Path> files = Files.walk(source)) {
                if (files.anyMatch(file -> file.toFile().lastModified() > made)) {
                    return false;
                }
            }
        }
        return true;
    }

    private List<Path> directories() {
        List<Path> directories = new ArrayList<>();
        for (String module : SuitePass.MODULES.reversed()) {
            directories.add(root.resolve(module).resolve("target/test-classes"));
            directories.add(root.resolve(module).resolve("target/classes"));
        }
        directories.add(root.resolve("vm/target/classes"));
        return directories;
    }

    private Path jar(Path classes) {
        return directory()
                .resolve(root.relativize(classes).toString().replace("/target/", "-") + ".jar");
    }

    private String classPath() {
        List<Path> words = new ArrayList<>();
        directories().forEach(classes -> words.add(jar(classes)));
        modules().forEach(module -> words.add(copy(module)));
        words.addAll(libraries());
        return words.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private Path copy(Path module) {
        return directory().resolve(module.getFileName());
    }

    /// Archives of the modules that are not there as directories.
    private List<Path> modules() {
        return archives.stream()
                .filter(archive -> archive.startsWith(root))
                .filter(archive -> SuitePass.MODULES.stream().noneMatch(in(archive)))
                .toList();
    }

    private List<Path> libraries() {
        return archives.stream().filter(archive -> !archive.startsWith(root)).toList();
    }

    private Predicate<String> in(Path archive) {
        return module -> archive.startsWith(root.resolve(module));
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            packed.setLevel(0);
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                packed.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, packed);
                packed.closeEntry();
            }
        }
    }
}
