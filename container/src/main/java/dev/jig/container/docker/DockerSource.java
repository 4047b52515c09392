// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.docker;

import dev.jig.container.Container;
import dev.jig.container.Container.Image;
import dev.jig.container.ContainerSink;
import dev.jig.container.Execution;
import dev.jig.container.Source;
import dev.jig.container.http.Connection;
import dev.jig.container.http.HttpExchange;
import dev.jig.container.http.NotOkException;
import dev.jig.container.http.UnixSocket;
import dev.jig.container.json.Json;
import dev.jig.container.json.JsonReader;
import dev.jig.container.oci.Annotations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Docker's API, which Podman has too: the containers there are, then events. Events of creation
/// bring the name before the container is started.
public final class DockerSource implements Source {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{12,64}");
    private static final Set<String> WITH_PROCESS = Set.of("running", "paused");

    /// `{"type":["container"],"event":["create","start","rename"]}`
    private static final String EVENTS =
            "/events?filters=%7B%22type%22%3A%5B%22container%22%5D%2C%22event%22%3A%5B"
                    + "%22create%22%2C%22start%22%2C%22rename%22%5D%7D";

    private final Path socket;
    private final String runtime;

    /// @param runtime `docker` or `podman`
    public DockerSource(Path socket, String runtime) {
        this.socket = socket;
        this.runtime = runtime;
    }

    @Override
    public void follow(ContainerSink sink, Consumer<String> answered) throws IOException {
        try (Connection events = UnixSocket.connect(socket);
                Connection questions = UnixSocket.connect(socket)) {
            follow(events, questions, sink, answered);
        }
    }

    /// The same over connections that there are.
    public void follow(
            Connection events, Connection questions, ContainerSink sink, Consumer<String> answered)
            throws IOException {
        new Conversation(questions, new DockerImages(questions), sink).follow(events, answered);
    }

    /// One connection's worth of questions.
    private final class Conversation {
        private final Connection questions;
        private final DockerImages images;
        private final ContainerSink sink;

        Conversation(Connection questions, DockerImages images, ContainerSink sink) {
            this.questions = questions;
            this.images = images;
            this.sink = sink;
        }

        void follow(Connection events, Consumer<String> answered) throws IOException {
            String version = get("/version").text("Version");
            HttpExchange stream = HttpExchange.get(events, EVENTS);
            int count = list();
            answered.accept("version " + version + ", " + count + " running");
            events.limit(0);
            for (byte[] line = stream.nextLine(); line != null; line = stream.nextLine()) {
                event(JsonReader.read(line));
            }
        }

        private Json get(String path) throws IOException {
            return JsonReader.read(HttpExchange.get(questions, path).body());
        }

        /// Also containers that do not run yet: their names are needed when they are started.
        private int list() throws IOException {
            int running = 0;
            for (Json entry : get("/containers/json?all=true").elements()) {
                String id = entry.text("Id");
                Map<String, String> labels = entry.at("Labels").texts();
                if (Annotations.ofSandbox(labels)) {
                    learnPod(labels);
                } else if (WITH_PROCESS.contains(entry.text("State"))) {
                    running += inspect(id) ? 1 : 0;
                } else {
                    Image image = images.find(entry.text("Image"), entry.text("ImageID"));
                    sink.learn(described(id, name(entry), image, labels));
                }
            }
            return running;
        }

        private void learnPod(Map<String, String> labels) {
            sink.learnPod(Annotations.kubernetes(labels).withLabels(Annotations.podLabels(labels)));
        }

        /// Tells of a container that runs.
        ///
        /// @return false if it does not
        private boolean inspect(String id) throws IOException {
            if (!ID.matcher(id).matches()) {
                return false;
            }
            Json found;
            try {
                found = get("/containers/" + id + "/json");
            } catch (NotOkException removedMeanwhile) {
                return false;
            }
            Image image = images.find(found.text("Config", "Image"), found.text("Image"));
            int pid = (int) found.at("State", "Pid").number();
            Map<String, String> labels = found.at("Config", "Labels").texts();
            Container container = described(id, found.text("Name"), image, labels);
            sink.learn(pid <= 0 ? container : container.withExecution(Execution.of(pid)));
            return pid > 0;
        }

        private void event(Json event) throws IOException {
            String actor = event.text("Actor", "ID");
            String id = actor.isEmpty() ? event.text("id") : actor;
            Map<String, String> attributes = event.at("Actor", "Attributes").texts();
            String imageName = attributes.getOrDefault("image", "");
            String name = attributes.getOrDefault("name", "");
            attributes.keySet().removeAll(Set.of("image", "name"));
            if (!ID.matcher(id).matches()) {
                return;
            }
            if (Annotations.ofSandbox(attributes)) {
                learnPod(attributes);
                return;
            }
            boolean started = (event.text("Action") + event.text("status")).contains("start");
            Image image = started ? new Image(imageName, "", "") : images.find(imageName, "");
            sink.learn(described(id, name, image, attributes));
            if (started) {
                inspect(id);
            }
        }
    }

    private static String name(Json entry) {
        return entry.at("Names").elements().stream().map(Json::text).findFirst().orElse("");
    }

    private Container described(String id, String name, Image image, Map<String, String> labels) {
        return Container.of(id, runtime)
                .withName(name)
                .withImage(image)
                .withKubernetes(Annotations.kubernetes(labels));
    }
}
