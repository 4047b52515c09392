// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.container.Container;
import dev.jig.container.Container.Image;
import dev.jig.container.Kubernetes;
import dev.jig.container.Told;
import dev.jig.container.http.FakeHttpServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What Docker 20.10 and Podman 4.3 answered, without what is of no interest.
@Timeout(60)
class DockerSourceTest {
    private static final String WEB = "a".repeat(64);
    private static final String OLD = "b".repeat(64);
    private static final String PAUSE = "c".repeat(64);
    private static final String NEW = "d".repeat(64);
    private static final String IMAGE_ID = "sha256:" + "1".repeat(64);
    private static final Image IMAGE = new Image("busybox:1", "sha256:2", IMAGE_ID);

    @TempDir Path directory;

    private FakeHttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = new FakeHttpServer(directory.resolve("socket"));
        server.answers("/version", "{\"Version\": \"20.10.24\"}")
                .answers("/containers/json?all=true", list())
                .answers("/containers/" + WEB + "/json", running("web", 4711))
                .answers("/containers/" + NEW + "/json", running("new", 99))
                .answers("/images/" + IMAGE_ID + "/json", image())
                .answers("/images/busybox:1/json", image());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private static String list() {
        return """
        [{"Id": "%s", "Names": ["/web"], "State": "running"},
         {"Id": "%s", "Names": ["/old"], "State": "exited", "Image": "busybox:1",
          "ImageID": "%s", "Labels": {}},
         {"Id": "%s", "Names": ["/k8s_POD"], "State": "running", "Labels": {
           "io.kubernetes.docker.type": "podsandbox", "io.kubernetes.pod.name": "web-0",
           "io.kubernetes.pod.namespace": "shop", "io.kubernetes.pod.uid": "u-1",
           "app": "web"}}]
        """
                .formatted(WEB, OLD, IMAGE_ID, PAUSE);
    }

    private static String image() {
        return "{\"Id\": \"%s\", \"RepoDigests\": [\"busybox@sha256:2\"]}".formatted(IMAGE_ID);
    }

    private static String running(String name, int pid) {
        return """
        {"Name": "/%s", "State": {"Pid": %d}, "Image": "%s", "Config": {
         "Image": "busybox:1", "Labels": {"io.kubernetes.container.name": "nginx"}}}
        """
                .formatted(name, pid, IMAGE_ID);
    }

    private static String event(String action, String id, String name) {
        return """
        {"status":"%s","id":"%s","from":"busybox:1","Type":"container","Action":"%s",\
        "Actor":{"ID":"%s","Attributes":{"image":"busybox:1","name":"%s"}},"time":1}
        """
                .formatted(action, id, action, id, name);
    }

    private Told follow() {
        return new Told(new DockerSource(directory.resolve("socket"), "docker"));
    }

    @Test
    void tellsOfContainersTheirImagesAndPods() throws Exception {
        try (Told told = follow()) {
            assertThat(told.answer()).isEqualTo("version 20.10.24, 1 running");
            Container web = told.container(c -> c.id().equals(WEB));
            assertThat(web.name()).isEqualTo("web");
            assertThat(web.image()).isEqualTo(IMAGE);
            assertThat(web.execution().pid()).isEqualTo(4711);
            assertThat(web.kubernetes().container()).isEqualTo("nginx");
            Container old = told.container(c -> c.id().equals(OLD));
            assertThat(old.name()).isEqualTo("old");
            assertThat(old.image()).isEqualTo(IMAGE);
            assertThat(old.execution().pid()).isZero();
            assertThat(told.pod(_ -> true))
                    .isEqualTo(Kubernetes.of("shop", "web-0", "", "u-1", Map.of("app", "web")));
            assertThat(told.containers()).hasSize(2);
            assertThat(server.asked()).filteredOn(path -> path.startsWith("/images/")).hasSize(1);
        }
    }

    /// The image too is known before the container is started.
    @Test
    void newContainersAreToldOfByEvents() throws Exception {
        try (Told told = follow()) {
            told.answer();
            server.event(event("create", NEW, "new"));
            Container created = told.container(c -> c.id().equals(NEW));
            assertThat(created.name()).isEqualTo("new");
            assertThat(created.image()).isEqualTo(IMAGE);
            server.event(event("start", NEW, "new"));
            Container started = told.container(c -> c.execution().pid() == 99);
            assertThat(started.id()).isEqualTo(NEW);
            server.event(event("rename", NEW, "newer"));
            told.container(c -> c.id().equals(NEW) && c.name().equals("newer"));
        }
    }

    @Test
    void aContainerThatIsGoneBeforeItIsAskedAboutHurtsNobody() throws Exception {
        try (Told told = follow()) {
            told.answer();
            server.event(event("start", "e".repeat(64), "quick"));
            server.event(event("start", NEW, "new"));
            assertThat(told.container(c -> c.name().equals("quick")).execution().pid()).isZero();
            assertThat(told.container(c -> c.execution().pid() == 99).id()).isEqualTo(NEW);
        }
    }

    @Test
    void idsAndNamesThatAreNoneAreNotAskedAbout() throws Exception {
        try (Told told = follow()) {
            told.answer();
            int before = server.asked().size();
            server.event(event("start", "../../secret", "bad"));
            server.event(event("create", NEW, "new").replace("busybox:1", "a b"));
            told.container(c -> c.id().equals(NEW));
            assertThat(server.asked()).hasSize(before);
            assertThat(told.containers()).noneMatch(c -> c.name().equals("bad"));
        }
    }
}
