// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.cri;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.container.Container;
import dev.jig.container.Container.Image;
import dev.jig.container.Kubernetes;
import dev.jig.container.Told;
import dev.jig.container.rpc.FakeGrpcServer;
import dev.jig.container.rpc.ProtoWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A runtime with one pod: a running container, one that has ended, and one that is gone when it is
/// asked about.
@Timeout(60)
class CriSourceTest {
    private static final String SERVICE = "/runtime.v1.RuntimeService/";
    private static final int RUNNING = 1;
    private static final int EXITED = 2;

    @TempDir Path directory;

    private FakeGrpcServer server;

    @BeforeEach
    void serve() throws IOException {
        server = new FakeGrpcServer(directory.resolve("socket"));
        server.answers(
                        SERVICE + "Version",
                        new ProtoWriter().text(1, "0.1.0").text(2, "cri-o").text(3, "1.28.4"))
                .answers(SERVICE + "ListPodSandbox", new ProtoWriter().message(1, pod()))
                .answers(
                        SERVICE + "ListContainers",
                        new ProtoWriter()
                                .message(1, container("c-1", "web", RUNNING))
                                .message(1, container("c-2", "init", EXITED))
                                .message(1, container("c-3", "quick", RUNNING)))
                .does(
                        SERVICE + "ContainerStatus",
                        (request, reply) -> {
                            assertThat(request.number(2)).isEqualTo(1);
                            if (request.text(1).equals("c-1")) {
                                reply.message(status());
                            }
                            reply.end();
                        });
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private static ProtoWriter entry(String key, String value) {
        return new ProtoWriter().text(1, key).text(2, value);
    }

    private static ProtoWriter pod() {
        return new ProtoWriter()
                .text(1, "p-1")
                .message(2, new ProtoWriter().text(1, "web-0").text(2, "u-1").text(3, "shop"))
                .message(5, entry("app", "web"))
                .message(5, entry("io.kubernetes.pod.name", "web-0"));
    }

    private static ProtoWriter container(String id, String name, int state) {
        return new ProtoWriter()
                .text(1, id)
                .text(2, "p-1")
                .message(3, new ProtoWriter().text(1, name))
                .message(4, new ProtoWriter().text(1, "sha256:" + "5".repeat(64)))
                .text(5, "sha256:" + "5".repeat(64))
                .number(6, state);
    }

    private static ProtoWriter status() {
        ProtoWriter status =
                new ProtoWriter()
                        .text(1, "c-1")
                        .message(8, new ProtoWriter().text(1, "docker.io/library/nginx:1"))
                        .text(9, "docker.io/library/nginx@sha256:" + "d".repeat(64));
        return new ProtoWriter()
                .message(1, status)
                .message(2, entry("info", "{\"sandboxID\": \"p-1\", \"pid\": 4711}"));
    }

    @Test
    void tellsOfRunningContainersAndTheirPod() throws Exception {
        try (Told told = new Told(new CriSource(directory.resolve("socket"), "cri-o"))) {
            assertThat(told.answer()).isEqualTo("cri-o 1.28.4, 2 running");
            Container found = told.container(_ -> true);
            assertThat(found.id()).isEqualTo("c-1");
            assertThat(found.runtime()).isEqualTo("cri-o");
            assertThat(found.name()).isEqualTo("web");
            assertThat(found.image())
                    .isEqualTo(
                            new Image(
                                    "docker.io/library/nginx:1",
                                    "sha256:" + "d".repeat(64),
                                    "sha256:" + "5".repeat(64)));
            assertThat(found.execution().pid()).isEqualTo(4711);
            assertThat(found.kubernetes())
                    .isEqualTo(Kubernetes.of("shop", "web-0", "web", "u-1", Map.of("app", "web")));
            assertThat(told.pod(_ -> true).labels()).isEqualTo(Map.of("app", "web"));
            assertThat(told.containers()).hasSize(1);
        }
    }

    /// containerd's, and cri-dockerd's for Docker.
    @Test
    void theRuntimeIsCalledWhatItCallsItself() throws Exception {
        server.answers(
                SERVICE + "Version", new ProtoWriter().text(2, "containerd").text(3, "1.6.20"));
        try (Told told = new Told(new CriSource(directory.resolve("socket"), "cri-o"))) {
            assertThat(told.container(_ -> true).runtime()).isEqualTo("containerd");
        }
    }

    @Test
    void aRuntimeOfAnotherVersionOfTheInterfaceFails() throws Exception {
        server.does(SERVICE + "Version", (_, reply) -> reply.end());
        try (Told told = new Told(new CriSource(directory.resolve("socket"), "cri-o"))) {
            assertThat(told.failure()).isEqualTo("call " + SERVICE + "Version: refused");
        }
    }
}
