// SPDX-License-Identifier: Apache-2.0
package dev.jig.container;

import dev.jig.container.containerd.ContainerdSource;
import dev.jig.container.cri.CriSource;
import dev.jig.container.docker.DockerSource;

/// The source for each runtime; its classes are loaded when its socket is there.
final class Sources {
    private Sources() {}

    static Source.Factory of(String runtime, ContainerOptions options) {
        return switch (runtime) {
            case ContainerOptions.DOCKER, ContainerOptions.PODMAN ->
                    socket -> new DockerSource(socket, runtime);
            case ContainerOptions.CONTAINERD ->
                    socket -> new ContainerdSource(socket, options.containerdNamespaces());
            case ContainerOptions.CRIO -> socket -> new CriSource(socket, runtime);
            default -> throw new IllegalArgumentException(runtime);
        };
    }
}
