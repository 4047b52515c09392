// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.oci;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jig.container.Container;
import dev.jig.container.Container.Image;
import dev.jig.container.json.Json;
import dev.jig.container.json.JsonReader;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What Podman's storage says of its containers; there need not be a daemon to ask.
final class PodmanFiles {
    private static final int LEVELS_TO_STORAGE = 2;

    private PodmanFiles() {}

    /// @param bundle `STORAGE/overlay-containers/ID/userdata`
    static Container apply(Path bundle, Container container) {
        Path storage = bundle;
        for (int i = 0; i < LEVELS_TO_STORAGE && storage != null; i++) {
            storage = storage.getParent();
        }
        Json entry = storage == null ? null : entry(storage, container.id());
        if (entry == null) {
            return container;
        }
        String name = entry.at("names").elements().stream().map(Json::text).findFirst().orElse("");
        Json metadata = metadata(entry);
        String image = metadata.text("image-name");
        return container
                .withName(name.isEmpty() ? container.name() : name)
                .withImage(new Image(image, "", entry.text("image")));
    }

    private static @Nullable Json entry(Path storage, String id) {
        try {
            return JsonReader.read(storage.resolve("containers.json")).elements().stream()
                    .filter(entry -> entry.text("id").equals(id))
                    .findFirst()
                    .orElse(null);
        } catch (IOException absent) {
            return null;
        }
    }

    private static Json metadata(Json entry) {
        try {
            return JsonReader.read(entry.text("metadata").getBytes(UTF_8));
        } catch (IOException none) {
            return Json.Scalar.ABSENT;
        }
    }
}
