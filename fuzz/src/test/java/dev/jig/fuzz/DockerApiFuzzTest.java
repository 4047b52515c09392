// SPDX-License-Identifier: Apache-2.0
package dev.jig.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.jig.container.Container;
import dev.jig.container.ContainerSink;
import dev.jig.container.Kubernetes;
import dev.jig.container.docker.DockerSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// What Docker's API answers: lines of JSON, each the answer to one question and an event.
class DockerApiFuzzTest {
    private static final String ID = "a".repeat(64);

    static Stream<byte[]> seeds() {
        return Stream.of(
                        """
                        {"Version": "20.10"}
                        [{"Id": "%1$s", "Names": ["/web"], "State": "running", "Labels": {}}]
                        {"Name": "/web", "State": {"Pid": 3}, "Image": "sha256:1", "Config": {}}
                        {"Id": "sha256:1", "RepoDigests": ["nginx@sha256:2"]}
                        """,
                        """
                        {"Version": "4.3"}
                        []
                        {"id": "%1$s", "Action": "create", "Actor": {"Attributes": {"name": "x"}}}
                        {"id": "%1$s", "Action": "start", "Actor": {"Attributes": {"image": "y"}}}
                        """)
                .map(text -> text.formatted(ID).getBytes(UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "15s")
    void answers(byte[] lines) {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        for (String line : new String(lines, UTF_8).split("\n", -1)) {
            answers.writeBytes(answer(line.getBytes(UTF_8)));
        }
        DockerSource source = new DockerSource(Path.of("/nowhere"), "docker");
        try {
            source.follow(
                    new Scripted(answer(lines)),
                    new Scripted(answers.toByteArray()),
                    new Known(),
                    detail -> Checks.require(!detail.isEmpty(), "an answer without words"));
        } catch (IOException e) {
            Checks.require(!e.getMessage().contains("\n"), "a message has two lines");
        }
    }

    private static byte[] answer(byte[] body) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        String head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n";
        answer.writeBytes(head.getBytes(US_ASCII));
        answer.writeBytes(body);
        return answer.toByteArray();
    }

    private static final class Known implements ContainerSink {
        @Override
        public void learn(Container facts) {
            Checks.require(facts.runtime().equals("docker"), "another runtime");
            Checks.require(facts.execution().pid() >= 0, "a negative process id");
        }

        @Override
        public void learnPod(Kubernetes pod) {
            Checks.require(pod.container().length() < 1 << 20, "an endless name");
        }
    }
}
