// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.oci;

import dev.jig.container.Container;
import dev.jig.container.Kubernetes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A directory with an OCI `config.json`: what it tells of a container, with what the container's
/// manager keeps in files nearby. Nothing is asked of a daemon, which may be waiting for the very
/// runtime that waits for us.
///
/// @param directory may lead through `/proc/PID/root`
public record Bundle(Path directory, OciConfig config) {
    private static final Pattern SHIM =
            Pattern.compile("/io\\.containerd\\.runtime\\.v2\\.task/([^/]+)/");
    private static final Pattern VIEW = Pattern.compile("^/proc/\\d+/root");

    /// Of containers/storage, by the name of its driver: `overlay-containers`.
    private static final Pattern LIBPOD = Pattern.compile("/[a-z]+-containers/[^/]+/userdata$");

    /// @throws IOException if it has no config.json that can be read
    public static Bundle read(Path directory) throws IOException {
        return new Bundle(directory, OciConfig.read(directory.resolve("config.json")));
    }

    /// Whether it is that of a pod's pause container.
    public boolean ofSandbox() {
        return Annotations.ofSandbox(config.annotations());
    }

    /// The pod that it belongs to.
    public Kubernetes pod() {
        return Annotations.kubernetes(config.annotations());
    }

    /// The root file system.
    public Path root() {
        return directory.resolve(config.root()).normalize();
    }

    /// The container, without its execution.
    ///
    /// @param binary name of the OCI runtime: `runc`
    public Container container(String id, String binary) {
        Container container = Container.of(id, manager(binary)).withBundle(place());
        container = Annotations.apply(config.annotations(), container);
        return switch (container.runtime()) {
            case "docker" -> DockerFiles.apply(config.hostname(), container);
            case "podman" -> PodmanFiles.apply(directory, container);
            default -> container;
        };
    }

    private String place() {
        return VIEW.matcher(directory.toString()).replaceFirst("");
    }

    private String manager(String binary) {
        Matcher shim = SHIM.matcher(directory + "/");
        if (shim.find()) {
            return shim.group(1).equals("moby") ? "docker" : "containerd";
        }
        return LIBPOD.matcher(directory.toString()).find() ? "podman" : binary;
    }
}
