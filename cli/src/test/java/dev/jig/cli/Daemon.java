// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A container daemon of a test's own: private socket, data and state. Closing it ends it.
final class Daemon implements AutoCloseable {
    private static final int POLL_MILLIS = 100;
    private static final int POLLS = 600;

    private final Process process;

    private Daemon(Process process) {
        this.process = process;
    }

    /// dockerd with a containerd of its own.
    static Daemon docker(Path directory) {
        return start(
                docker(directory, "socket"),
                directory,
                "dockerd",
                "--host=unix://" + docker(directory, "socket"),
                "--data-root=" + docker(directory, "data"),
                "--exec-root=" + docker(directory, "exec"),
                "--pidfile=" + docker(directory, "pid"),
                "--bridge=none",
                "--iptables=false",
                "--ip6tables=false",
                "--storage-driver=vfs");
    }

    /// A file of a dockerd in that directory.
    static Path docker(Path directory, String name) {
        return directory.resolve("docker-" + name);
    }

    /// The socket of the containerd that a dockerd starts.
    static Path dockersContainerd(Path directory) {
        return docker(directory, "exec").resolve("containerd/containerd.sock");
    }

    /// containerd with its CRI plugin, but without network plugins: pods have to share the host's.
    static Daemon containerd(Path directory, String pauseImage) throws IOException {
        Path config = directory.resolve("containerd.toml");
        Files.writeString(
                config,
                """
                version = 2
                root = "%1$s/data"
                state = "%1$s/state"
                [grpc]
                  address = "%2$s"
                [plugins."io.containerd.grpc.v1.cri"]
                  sandbox_image = "%3$s"
                  restrict_oom_score_adj = true
                  [plugins."io.containerd.grpc.v1.cri".containerd]
                    snapshotter = "native"
                [plugins."io.containerd.internal.v1.opt"]
                  path = "%1$s/opt"
                """
                        .formatted(directory, containerdSocket(directory), pauseImage));
        return start(containerdSocket(directory), directory, "containerd", "--config=" + config);
    }

    static Path containerdSocket(Path directory) {
        return directory.resolve("containerd.sock");
    }

    private static Daemon start(Path socket, Path directory, String... command) {
        return start(socket, directory, List.of(command));
    }

    /// A daemon that listens there once it is ready.
    static Daemon start(Path socket, Path directory, List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(directory.resolve("daemon.log").toFile())
                            .start();
            Daemon daemon = new Daemon(process);
            daemon.awaitSocket(socket, directory);
            return daemon;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitSocket(Path socket, Path directory) throws IOException, InterruptedException {
        for (int i = 0; !Files.exists(socket); i++) {
            if (i > POLLS || !process.isAlive()) {
                close();
                throw new AssertionError(Files.readString(directory.resolve("daemon.log")));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /// Runs a client of such a dockerd.
    static Tools.Result docker(Path directory, String... arguments) {
        Stream<String> client = Stream.of("docker", "--host=unix://" + docker(directory, "socket"));
        return Tools.run(Stream.concat(client, Stream.of(arguments)).toList());
    }

    /// Makes an image of busybox.
    static void importImage(Path directory, String name) throws IOException {
        Path root = directory.resolve("image-root");
        if (!Files.exists(root)) {
            OciBundle.rootFileSystem(root);
        }
        Path archive = directory.resolve("image.tar");
        Tools.run("tar", "-C", root.toString(), "-cf", archive.toString(), ".");
        Tools.Result result = docker(directory, "import", archive.toString(), name);
        if (result.exit() != 0) {
            throw new AssertionError(result.output());
        }
    }

    /// A command line of containerd's client.
    static Tools.Result ctr(Path socket, String namespace, List<String> arguments) {
        Stream<String> client = Stream.of("ctr", "--address=" + socket, "--namespace=" + namespace);
        return Tools.run(Stream.concat(client, arguments.stream()).toList());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
