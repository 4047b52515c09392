// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.oci;

import dev.jig.container.Container;
import dev.jig.container.Container.Image;
import dev.jig.container.json.Json;
import dev.jig.container.json.JsonReader;
import java.io.IOException;
import java.nio.file.Path;

/// What dockerd keeps of a container in its data directory. Its API does not answer questions about
/// a container that is being started.
final class DockerFiles {
    private static final String FILE = "config.v2.json";

    private DockerFiles() {}

    /// @param hostname the file that dockerd mounts over the container's `/etc/hostname`, which is
    ///   beside those looked for
    static Container apply(String hostname, Container container) {
        Path file = Path.of(hostname).resolveSibling(FILE);
        if (!hostname.contains(container.id())) {
            return container;
        }
        try {
            Json config = JsonReader.read(file);
            return container
                    .withName(config.text("Name"))
                    .withImage(new Image(config.text("Config", "Image"), "", config.text("Image")))
                    .withKubernetes(Annotations.kubernetes(config.at("Config", "Labels").texts()));
        } catch (IOException absent) {
            return container;
        }
    }
}
