// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.docker;

import dev.jig.container.Container.Image;
import dev.jig.container.http.Connection;
import dev.jig.container.http.HttpExchange;
import dev.jig.container.http.NotOkException;
import dev.jig.container.json.Json;
import dev.jig.container.json.JsonReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// What a daemon says of its images, each asked for once. Belongs to one thread.
final class DockerImages {
    private static final Pattern REFERENCE = Pattern.compile("[\\w][\\w.:/@-]{0,511}");
    private static final int MAX_IMAGES = 1024;

    private final Connection questions;
    private final Map<String, Image> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Image> eldest) {
                    return size() > MAX_IMAGES;
                }
            };

    DockerImages(Connection questions) {
        this.questions = questions;
    }

    /// @param name as the container's maker wrote it
    /// @param id `""` if not known: a name may mean another image tomorrow
    Image find(String name, String id) throws IOException {
        Image image = known.get(id);
        if (image == null) {
            image = ask(id.isEmpty() ? name : id, id);
            if (!image.id().isEmpty()) {
                known.put(image.id(), image);
            }
        }
        return new Image(name, image.digest(), image.id());
    }

    private Image ask(String reference, String id) throws IOException {
        if (!REFERENCE.matcher(reference).matches()) {
            return new Image("", "", id);
        }
        try {
            Json image =
                    JsonReader.read(
                            HttpExchange.get(questions, "/images/" + reference + "/json").body());
            return new Image("", digest(image), image.text("Id"));
        } catch (NotOkException removed) {
            return new Image("", "", id);
        }
    }

    private static String digest(Json image) {
        return image.at("RepoDigests").elements().stream()
                .map(Json::text)
                .map(name -> name.substring(name.indexOf('@') + 1))
                .findFirst()
                .orElse("");
    }
}
