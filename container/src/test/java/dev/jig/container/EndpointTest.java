// SPDX-License-Identifier: Apache-2.0
package dev.jig.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.container.RuntimeStatus.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A runtime that is absent, appears, fails, comes back and goes.
@Timeout(60)
class EndpointTest {
    @TempDir Path directory;

    private final BlockingQueue<Connection> connections = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> states = new LinkedBlockingQueue<>();
    private Path socket;
    private Endpoint endpoint;

    /// What the test says of a conversation.
    private record Connection(Consumer<String> answered, BlockingQueue<String> failure) {}

    private final class Played implements Source {
        @Override
        public void follow(ContainerSink sink, Consumer<String> answered) throws IOException {
            Connection connection = new Connection(answered, new LinkedBlockingQueue<>());
            connections.add(connection);
            try {
                throw new IOException(connection.failure().take());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static final class Nobody implements ContainerSink {
        @Override
        public void learn(Container facts) {
            throw new AssertionError(facts);
        }

        @Override
        public void learnPod(Kubernetes pod) {
            throw new AssertionError(pod);
        }
    }

    @BeforeEach
    void open() {
        socket = directory.resolve("socket");
        endpoint = new Endpoint("docker", socket, _ -> new Played(), new Nobody(), this::changed);
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    private void changed() {
        RuntimeStatus status = endpoint.status();
        states.add(status == null ? "absent" : status.state() + " " + status.detail());
    }

    private @Nullable String nextState() throws InterruptedException {
        return states.poll(30, TimeUnit.SECONDS);
    }

    @Test
    void isAskedWhenItAppearsAndAgainWhenItFails() throws Exception {
        endpoint.look();
        assertThat(endpoint.status()).isNull();
        Files.createFile(socket);
        endpoint.look();
        assertThat(endpoint.status()).extracting(RuntimeStatus::state).isEqualTo(State.ASKED);
        Connection first = connections.take();
        first.answered().accept("version 1");
        assertThat(nextState()).isEqualTo("ANSWERS version 1");
        first.failure().add("no answer within 5000 ms");
        assertThat(nextState()).isEqualTo("FAILS no answer within 5000 ms");
        Connection second = connections.take();
        second.answered().accept("version 2");
        assertThat(nextState()).isEqualTo("ANSWERS version 2");
        Files.delete(socket);
        second.failure().add("the connection was closed");
        assertThat(nextState()).startsWith("FAILS");
        assertThat(nextState()).isEqualTo("absent");
        Files.createFile(socket);
        Connection third = null;
        while (third == null) {
            endpoint.look();
            third = connections.poll(50, TimeUnit.MILLISECONDS);
        }
        third.answered().accept("version 3");
        assertThat(nextState()).isEqualTo("ANSWERS version 3");
    }
}
