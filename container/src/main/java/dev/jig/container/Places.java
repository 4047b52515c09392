// SPDX-License-Identifier: Apache-2.0
package dev.jig.container;

import java.nio.file.Path;
import java.util.List;

/// Where runtimes listen and keep their state, on distributions and on Kubernetes distributions.
final class Places {
    /// containerd of k3s and RKE2, microk8s, k0s; Bottlerocket's and Talos' have the usual one, the
    /// latter a second for its own services.
    private static final List<Path> CONTAINERD =
            paths(
                    "/run/containerd/containerd.sock",
                    "/run/k3s/containerd/containerd.sock",
                    "/var/snap/microk8s/common/run/containerd.sock",
                    "/run/k0s/containerd.sock",
                    "/run/host-containerd/containerd.sock",
                    "/run/host-containerd.sock",
                    "/system/run/containerd/containerd.sock");

    private static final List<Path> DOCKER = paths("/run/docker.sock", "/var/run/docker.sock");

    /// cri-dockerd tells of the pods of Docker's containers.
    private static final List<Path> CRIO = paths("/run/crio/crio.sock", "/run/cri-dockerd.sock");

    private static final List<Path> PODMAN = paths("/run/podman/podman.sock");

    private static final List<Path> STATE =
            paths(
                    "/run/runc",
                    "/run/crun",
                    "/run/docker/runtime-runc/moby",
                    "/run/snap.docker/runtime-runc/moby");

    /// One directory a namespace of containerd in each.
    private static final List<Path> STATE_BY_NAMESPACE =
            paths("/run/containerd/runc", "/run/k3s/containerd/runc", "/run/k0s/containerd/runc");

    private Places() {}

    private static List<Path> paths(String... names) {
        return List.of(names).stream().map(Path::of).toList();
    }

    static List<Path> sockets(String runtime) {
        return switch (runtime) {
            case ContainerOptions.DOCKER -> DOCKER;
            case ContainerOptions.CONTAINERD -> CONTAINERD;
            case ContainerOptions.CRIO -> CRIO;
            case ContainerOptions.PODMAN -> PODMAN;
            default -> List.of();
        };
    }

    /// Directories with one directory a container.
    static List<Path> state() {
        return STATE;
    }

    /// Directories with such directories.
    static List<Path> stateByNamespace() {
        return STATE_BY_NAMESPACE;
    }
}
