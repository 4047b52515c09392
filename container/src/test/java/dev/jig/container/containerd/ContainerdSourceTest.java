// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.containerd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.container.Container;
import dev.jig.container.Container.Image;
import dev.jig.container.Kubernetes;
import dev.jig.container.Told;
import dev.jig.container.rpc.FakeGrpcServer;
import dev.jig.container.rpc.FakeGrpcServer.Reply;
import dev.jig.container.rpc.ProtoWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ContainerdSourceTest {
    private static final String SERVICES = "/containerd.services.";
    private static final String GET = SERVICES + "containers.v1.Containers/Get";

    @TempDir Path directory;

    private final BlockingQueue<Reply> subscribers = new LinkedBlockingQueue<>();
    private FakeGrpcServer server;

    @BeforeEach
    void serve() throws IOException {
        ProtoWriter records = new ProtoWriter().message(1, sandbox()).message(1, record("c-1"));
        ProtoWriter task =
                new ProtoWriter().text(2, "c-1").number(3, 4711).number(4, 2 /* running */);
        server = new FakeGrpcServer(directory.resolve("socket"));
        server.answers(SERVICES + "version.v1.Version/Version", new ProtoWriter().text(1, "1.6"))
                .answers(
                        SERVICES + "namespaces.v1.Namespaces/List",
                        new ProtoWriter()
                                .message(1, new ProtoWriter().text(1, "k8s.io"))
                                .message(1, new ProtoWriter().text(1, "moby")))
                .answers(SERVICES + "tasks.v1.Tasks/List", new ProtoWriter().message(1, task))
                .answers(SERVICES + "containers.v1.Containers/List", records)
                .answers(
                        SERVICES + "images.v1.Images/List",
                        new ProtoWriter()
                                .message(1, image("docker.io/library/nginx:1"))
                                .message(1, image("sha256:1")))
                .does(SERVICES + "events.v1.Events/Subscribe", (_, reply) -> subscribers.add(reply))
                .does(
                        GET,
                        (request, reply) -> {
                            if (request.text(1).startsWith("c-")) {
                                reply.message(
                                        new ProtoWriter().message(1, record(request.text(1))));
                            }
                            reply.end();
                        });
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private static ProtoWriter image(String name) {
        return new ProtoWriter().text(1, name).message(3, new ProtoWriter().text(2, "sha256:d"));
    }

    private static ProtoWriter labels(ProtoWriter record, Map<String, String> labels) {
        labels.forEach(
                (key, value) -> record.message(2, new ProtoWriter().text(1, key).text(2, value)));
        return record;
    }

    private static Map<String, String> pod(String kind) {
        return Map.of(
                "io.cri-containerd.kind", kind,
                "io.kubernetes.pod.name", "web-0",
                "io.kubernetes.pod.namespace", "shop",
                "io.kubernetes.pod.uid", "u-1");
    }

    private static ProtoWriter sandbox() {
        ProtoWriter record = labels(new ProtoWriter().text(1, "p-1"), pod("sandbox"));
        return labels(record, Map.of("app", "web"));
    }

    private static ProtoWriter record(String id) {
        ProtoWriter record = labels(new ProtoWriter().text(1, id), pod("container"));
        return labels(record, Map.of("io.kubernetes.container.name", "nginx"))
                .text(3, "docker.io/library/nginx:1");
    }

    private static ProtoWriter event(String namespace, String topic, ProtoWriter event) {
        return new ProtoWriter()
                .text(2, namespace)
                .text(3, topic)
                .message(4, new ProtoWriter().text(1, "type").message(2, event));
    }

    private Told follow(String... namespaces) {
        return new Told(new ContainerdSource(directory.resolve("socket"), Set.of(namespaces)));
    }

    @Test
    void tellsOfContainersAndPodsOfAllNamespacesButDockers() throws Exception {
        try (Told told = follow()) {
            assertThat(told.answer()).isEqualTo("version 1.6, 1 running");
            Container found = told.container(_ -> true);
            assertThat(found.id()).isEqualTo("c-1");
            assertThat(found.name()).isEqualTo("nginx");
            assertThat(found.image())
                    .isEqualTo(new Image("docker.io/library/nginx:1", "sha256:d", "sha256:1"));
            assertThat(found.execution().pid()).isEqualTo(4711);
            assertThat(found.kubernetes().pod()).isEqualTo("web-0");
            assertThat(told.pod(_ -> true).labels()).isEqualTo(Map.of("app", "web"));
            assertThat(told.containers()).hasSize(1);
            assertThat(server.calls())
                    .anyMatch(call -> call.endsWith("containerd-namespace=k8s.io"))
                    .noneMatch(call -> call.endsWith("containerd-namespace=moby"));
        }
    }

    /// As the CRI plugin writes them for what is not Kubernetes, which sets labels of its own.
    @Test
    void recordsOfTheCriPluginSayWhatItWasAskedFor() throws Exception {
        ProtoWriter pod =
                extended(
                        "sandbox",
                        "s-1",
                        """
                        {"Version": "v1", "Metadata": {"Config": {"labels": {"app": "db"},
                         "metadata": {"name": "db-0", "uid": "u-2", "namespace": "shop"}}}}\
                        """);
        ProtoWriter container =
                extended(
                        "container",
                        "c-1",
                        """
                        {"Version": "v1", "Metadata": {"SandboxID": "s-1",
                         "Config": {"metadata": {"name": "postgres"}}}}\
                        """);
        server.answers(
                SERVICES + "containers.v1.Containers/List",
                new ProtoWriter().message(1, container).message(1, pod));
        try (Told told = follow()) {
            assertThat(told.container(_ -> true).kubernetes())
                    .isEqualTo(
                            Kubernetes.of("shop", "db-0", "postgres", "u-2", Map.of("app", "db")));
            assertThat(told.container(_ -> true).name()).isEqualTo("postgres");
        }
    }

    private static ProtoWriter extended(String kind, String id, String json) {
        ProtoWriter extension =
                new ProtoWriter()
                        .text(1, "io.cri-containerd." + kind + ".metadata")
                        .message(2, new ProtoWriter().text(1, "type").text(2, json));
        ProtoWriter record = new ProtoWriter().text(1, id).message(10, extension);
        return labels(record, Map.of("io.cri-containerd.kind", kind, "of.the.image", "x"));
    }

    @Test
    void newContainersAreToldOfByEvents() throws Exception {
        try (Told told = follow()) {
            told.answer();
            Reply events = subscribers.take();
            ProtoWriter created = new ProtoWriter().text(1, "c-2");
            events.message(event("moby", "/containers/create", new ProtoWriter().text(1, "c-9")));
            events.message(event("k8s.io", "/containers/create", new ProtoWriter().text(1, "x")));
            events.message(event("k8s.io", "/containers/create", created));
            events.message(event("k8s.io", "/tasks/start", created.number(2, 99)));
            assertThat(told.container(c -> c.id().equals("c-2")).execution().pid()).isZero();
            assertThat(told.container(c -> c.execution().pid() == 99).id()).isEqualTo("c-2");
            assertThat(told.containers()).noneMatch(c -> c.id().equals("c-9"));
            events.end();
            assertThat(told.failure()).isEqualTo("the stream of events ended");
        }
    }
}
