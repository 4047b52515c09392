// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An OCI bundle with busybox for a root file system, and the runtimes that make containers of it.
record OciBundle(Path directory) {
    static final String OWN_MOUNTS = "{\"type\": \"mount\"}";

    private static final String OWN_PIDS = "{\"type\": \"pid\"}";
    private static final List<String> APPLETS =
            List.of("sh", "true", "sleep", "cat", "kill", "touch", "id");
    private static final Pattern LIBRARY = Pattern.compile("/\\S+");

    /// crun does not like control groups of both versions: a mount namespace with version 2 alone
    /// suits all. In a guest there is no other.
    private static final String UNIFIED = "mount -t cgroup2 none /sys/fs/cgroup && exec \"$@\"";

    /// A bundle whose container runs a command.
    static OciBundle of(Path directory, String... command) {
        try {
            OciBundle bundle = new OciBundle(directory);
            rootFileSystem(bundle.root());
            bundle.runs(command);
            return bundle;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void rootFileSystem(Path root) throws IOException {
        for (String name : List.of("bin", "proc", "dev", "tmp", "etc")) {
            Files.createDirectories(root.resolve(name));
        }
        Files.copy(Path.of("/bin/busybox"), root.resolve("bin/busybox"));
        for (String applet : APPLETS) {
            Files.createSymbolicLink(root.resolve("bin").resolve(applet), Path.of("busybox"));
        }
    }

    Path root() {
        return directory.resolve("rootfs");
    }

    /// Copies one of the programs of `src/test/c/victims` to the root, with what it is linked to.
    void install(String victim) throws IOException {
        Path program = Tools.program(victim);
        Files.copy(program, root().resolve(victim));
        Matcher library = LIBRARY.matcher(Tools.run("ldd", program.toString()).output());
        while (library.find()) {
            Path copy = root().resolve(library.group().substring(1));
            if (!Files.exists(copy)) {
                Files.createDirectories(Objects.requireNonNull(copy.getParent()));
                Files.copy(Path.of(library.group()), copy);
            }
        }
    }

    /// What its next container runs.
    void runs(String... command) throws IOException {
        configure(OWN_PIDS + ", " + OWN_MOUNTS, command);
    }

    /// @param namespaces as config.json lists them, besides those of names
    void configure(String namespaces, String... command) throws IOException {
        String words =
                Arrays.stream(command)
                        .map(word -> "\"" + word.replace("\"", "\\\"") + "\"")
                        .collect(Collectors.joining(", "));
        Files.writeString(
                directory.resolve("config.json"),
                """
                {"ociVersion": "1.0.2",
                 "process": {"terminal": false, "user": {"uid": 0, "gid": 0}, "args": [%s],
                   "env": ["PATH=/bin"], "cwd": "/"},
                 "root": {"path": "rootfs"}, "hostname": "box",
                 "mounts": [{"destination": "/proc", "type": "proc", "source": "proc"}],
                 "linux": {"namespaces": [{"type": "uts"}, {"type": "ipc"}, %s]}}
                """
                        .formatted(words, namespaces));
    }

    /// Starts a container and waits for its end.
    Tools.Result run(String runtime, String id) {
        return Tools.run(command(runtime, "run", "--bundle", directory.toString(), id));
    }

    /// Starts a container and returns at once, even if the runtime is held: whoever executes
    /// something waits for it, so that is a shell and not this process.
    Process start(String runtime, String id) throws IOException {
        List<String> words = new ArrayList<>(List.of("sh", "-c", "\"$@\"", "sh"));
        words.addAll(command(runtime, "run", "--bundle", directory.toString(), id));
        return new ProcessBuilder(words).redirectErrorStream(true).start();
    }

    /// A command line of a runtime.
    static List<String> command(String runtime, String... arguments) {
        List<String> own = new ArrayList<>(List.of(runtime));
        if (runtime.equals("crun")) {
            own.add("--cgroup-manager=disabled");
        }
        own.addAll(List.of(arguments));
        return runtime.equals("crun") && !Boolean.getBoolean("jig.guest")
                ? Stream.concat(
                                Stream.of("unshare", "--mount", "sh", "-c", UNIFIED, "sh"),
                                own.stream())
                        .toList()
                : own;
    }
}
