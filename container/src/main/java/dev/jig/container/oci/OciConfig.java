// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.oci;

import dev.jig.container.json.Json;
import dev.jig.container.json.JsonReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// What an OCI bundle's `config.json` says that helps to know the container. A value.
///
/// @param root the root file system, as it is written: may be relative to the bundle
/// @param ownMounts whether the container gets a mount namespace of its own
/// @param joinedMounts the mount namespace it joins instead, `""` if none is named
/// @param hostname the file that is mounted over `/etc/hostname`, `""` if none is
public record OciConfig(
        String root,
        boolean ownMounts,
        String joinedMounts,
        String hostname,
        Map<String, String> annotations) {
    /// Of a bundle that says nothing.
    public static final OciConfig EMPTY = new OciConfig("", false, "", "", Map.of());

    public OciConfig {
        annotations = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
    }

    /// @throws IOException if it cannot be read or is no JSON
    public static OciConfig read(Path file) throws IOException {
        return of(JsonReader.read(file));
    }

    /// Takes what is of interest out of a whole configuration.
    public static OciConfig of(Json config) {
        boolean own = false;
        String joined = "";
        for (Json namespace : config.at("linux", "namespaces").elements()) {
            if (namespace.text("type").equals("mount")) {
                joined = path(namespace.at("path"));
                own = joined.isEmpty();
            }
        }
        return new OciConfig(
                path(config.at("root", "path")),
                own,
                joined,
                hostname(config),
                config.at("annotations").texts());
    }

    /// No path has a NUL in it, but a JSON text may.
    private static String path(Json text) {
        return text.text().indexOf('\0') < 0 ? text.text() : "";
    }

    private static String hostname(Json config) {
        return config.at("mounts").elements().stream()
                .filter(mount -> mount.text("destination").equals("/etc/hostname"))
                .map(mount -> path(mount.at("source")))
                .findFirst()
                .orElse("");
    }
}
