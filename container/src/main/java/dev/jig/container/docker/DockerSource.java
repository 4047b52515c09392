// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.docker;

import dev.jig.container.Container;
import dev.jig.container.Container.Image;
import dev.jig.container.Execution;
import dev.jig.container.Source;
import dev.jig.container.http.HttpExchange;
import dev.jig.container.http.UnixSocket;
import dev.jig.container.json.Json;
import dev.jig.container.json.JsonReader;
import dev.jig.container.oci.Annotations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Docker's API, which Podman has too: the containers there are, then events. Events of creation
/// bring the name before the container is started.
public final class DockerSource implements Source {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{12,64}");

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
    public void follow(Consumer<Container> sink, Consumer<String> answered) throws IOException {
        try (UnixSocket events = UnixSocket.connect(socket);
                UnixSocket questions = UnixSocket.connect(socket)) {
            String version = get(questions, "/version").text("Version");
            HttpExchange stream = HttpExchange.get(events, EVENTS);
            int count = list(questions, sink);
            answered.accept("version " + version + ", " + count + " running");
            events.limit(0);
            for (byte[] line = stream.nextLine(); line != null; line = stream.nextLine()) {
                event(JsonReader.read(line), questions, sink);
            }
        }
    }

    private static Json get(UnixSocket questions, String path) throws IOException {
        return JsonReader.read(HttpExchange.get(questions, path).body());
    }

    /// Also containers that do not run yet: their names are needed when they are started.
    private int list(UnixSocket questions, Consumer<Container> sink) throws IOException {
        int running = 0;
        for (Json entry : get(questions, "/containers/json?all=true").elements()) {
            String id = entry.text("Id");
            if (entry.text("State").equals("running") || entry.text("State").equals("paused")) {
                running += inspect(id, questions, sink) ? 1 : 0;
            } else {
                String name =
                        entry.at("Names").elements().stream()
                                .map(Json::text)
                                .findFirst()
                                .orElse("");
                sink.accept(
                        described(
                                id,
                                name,
                                new Image(entry.text("Image"), "", entry.text("ImageID")),
                                entry.at("Labels").texts()));
            }
        }
        return running;
    }

    private Container described(String id, String name, Image image, Map<String, String> labels) {
        return Container.of(id, runtime)
                .withName(name)
                .withImage(image)
                .withKubernetes(Annotations.kubernetes(labels));
    }

    /// Tells of a container that runs.
    ///
    /// @return false if it does not
    private boolean inspect(String id, UnixSocket questions, Consumer<Container> sink)
            throws IOException {
        if (!ID.matcher(id).matches()) {
            return false;
        }
        Json found = get(questions, "/containers/" + id + "/json");
        Map<String, String> labels = found.at("Config", "Labels").texts();
        Image image = new Image(found.text("Config", "Image"), "", found.text("Image"));
        int pid = (int) found.at("State", "Pid").number();
        if (Annotations.ofSandbox(labels)) {
            return false;
        }
        Container container = described(id, found.text("Name"), image, labels);
        sink.accept(container.withExecution(pid == 0 ? Execution.NONE : Execution.of(pid)));
        return pid != 0;
    }

    private void event(Json event, UnixSocket questions, Consumer<Container> sink)
            throws IOException {
        String id = event.text("id").isEmpty() ? event.text("Actor", "ID") : event.text("id");
        Map<String, String> attributes = event.at("Actor", "Attributes").texts();
        if (!ID.matcher(id).matches() || Annotations.ofSandbox(attributes)) {
            return;
        }
        Image image = new Image(attributes.getOrDefault("image", ""), "", "");
        String name = attributes.getOrDefault("name", "");
        sink.accept(described(id, name, image, attributes));
        String what = event.text("Action") + event.text("status");
        if (what.contains("start")) {
            try {
                inspect(id, questions, sink);
            } catch (java.io.EOFException | java.net.SocketTimeoutException gone) {
                throw gone;
            } catch (IOException removedMeanwhile) {
                // its name was told
            }
        }
    }
}
