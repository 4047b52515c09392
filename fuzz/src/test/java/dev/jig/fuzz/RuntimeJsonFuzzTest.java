// SPDX-License-Identifier: Apache-2.0
package dev.jig.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.jig.container.Container;
import dev.jig.container.ContainerSink;
import dev.jig.container.Kubernetes;
import dev.jig.container.oci.Bundle;
import dev.jig.container.oci.OciConfig;
import dev.jig.container.oci.RuntimeState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/// The files that runtimes leave: runc's and crun's state, bundles, Docker's and Podman's own. The
/// same text is each of them.
class RuntimeJsonFuzzTest {
    private static final String ID = "a".repeat(64);

    @TempDir static Path directory;

    /// What is told is looked at as a reader would.
    private static final ContainerSink SINK =
            new ContainerSink() {
                @Override
                public void learn(Container facts) {
                    Checks.require(!facts.id().isEmpty(), "a container without an id");
                    Checks.require(!facts.name().startsWith("/"), "a name that starts with /");
                }

                @Override
                public void learnPod(Kubernetes pod) {
                    Checks.require(pod.labelText().length() < 1 << 20, "endless labels");
                }
            };

    static Stream<byte[]> seeds() {
        return Stream.of(
                        """
                        {"id": "a1", "init_process_pid": 1, "init_process_start": 1,
                         "config": {"labels": ["bundle=/nowhere"]}, "pid": 1, "bundle": "/nowhere"}
                        """,
                        """
                        {"root": {"path": "rootfs"}, "linux": {"namespaces": [{"type": "mount"}]},
                         "mounts": [{"destination": "/etc/hostname", "source": "/x/hostname"}],
                         "annotations": {"io.kubernetes.cri-o.Labels": "{\\"app\\": \\"web\\"}",
                         "io.kubernetes.cri.container-type": "sandbox"}}
                        """,
                        """
                        {"root": {"path": "a\\u0000b"}, "bundle": "/\\u0000", "pid": 1,
                         "mounts": [{"destination": "/etc/hostname", "source": "/\\u0000"}]}
                        """,
                        """
                        {"Name": "/web", "Image": "sha256:1", "Config": {"Image": "nginx",
                         "Labels": {"io.kubernetes.pod.name": "web-0"}}}
                        """,
                        """
                        [{"id": "%s", "names": ["web"], "image": "1",
                          "metadata": "{\\"image-name\\": \\"nginx\\"}"}]
                        """
                                .formatted(ID))
                .map(text -> text.getBytes(UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "15s")
    void files(byte[] text) {
        try {
            Path runc = written("runc/state.json", text);
            RuntimeState.read(runc.getParent(), SINK);
            Path crun = written("crun/status", text);
            RuntimeState.read(crun.getParent(), SINK);
            SINK.learn(docker(text));
            SINK.learn(podman(text));
            bundle(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path written(String name, byte[] text) throws IOException {
        Path file = directory.resolve(name);
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
        }
        return Files.write(file, text);
    }

    private static Container docker(byte[] text) throws IOException {
        Path file = written(ID + "/config.v2.json", text);
        OciConfig config =
                new OciConfig("", true, "", file.resolveSibling("hostname").toString(), Map.of());
        Path shim = Path.of("/run/io.containerd.runtime.v2.task/moby/" + ID);
        return new Bundle(shim, config).container(ID, "runc");
    }

    private static Container podman(byte[] text) throws IOException {
        Path list = written("vfs-containers/containers.json", text);
        Path userdata = list.resolveSibling(ID).resolve("userdata");
        return new Bundle(userdata, OciConfig.EMPTY).container(ID, "runc");
    }

    private static void bundle(byte[] text) throws IOException {
        Path config = written("bundle/config.json", text);
        Bundle bundle;
        try {
            bundle = Bundle.read(config.getParent());
        } catch (IOException damaged) {
            return;
        }
        bundle.root();
        SINK.learnPod(bundle.pod());
        SINK.learn(bundle.container(ID, "runc"));
    }
}
