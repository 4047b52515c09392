// SPDX-License-Identifier: Apache-2.0
package dev.jig.container;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where containers are looked for. A value.
///
/// @param runtimes of {@link #ALL}, those that are asked
/// @param sockets where a runtime listens, instead of the usual places, by runtime
/// @param containerdNamespaces of containerd, those that are asked for; empty for all but Docker's
/// @param binaries OCI runtimes at unusual places
/// @param hook whether new containers are held until they are known
public record ContainerOptions(
        Set<String> runtimes,
        Map<String, Path> sockets,
        Set<String> containerdNamespaces,
        List<Path> binaries,
        boolean hook) {
    public static final String DOCKER = "docker";
    public static final String CONTAINERD = "containerd";
    public static final String CRIO = "cri-o";
    public static final String PODMAN = "podman";

    /// All that have an API.
    public static final List<String> ALL = List.of(DOCKER, CONTAINERD, CRIO, PODMAN);

    private static final ContainerOptions DEFAULTS =
            new ContainerOptions(Set.copyOf(ALL), Map.of(), Set.of(), List.of(), true);

    public ContainerOptions {
        runtimes = Set.copyOf(runtimes);
        sockets = Map.copyOf(sockets);
        containerdNamespaces = Set.copyOf(containerdNamespaces);
        binaries = List.copyOf(binaries);
    }

    public static ContainerOptions defaults() {
        return DEFAULTS;
    }

    public ContainerOptions withRuntimes(Set<String> names) {
        return new ContainerOptions(names, sockets, containerdNamespaces, binaries, hook);
    }

    public ContainerOptions withSockets(Map<String, Path> byRuntime) {
        return new ContainerOptions(runtimes, byRuntime, containerdNamespaces, binaries, hook);
    }

    public ContainerOptions withContainerdNamespaces(Set<String> names) {
        return new ContainerOptions(runtimes, sockets, names, binaries, hook);
    }

    public ContainerOptions withBinaries(List<Path> files) {
        return new ContainerOptions(runtimes, sockets, containerdNamespaces, files, hook);
    }

    public ContainerOptions withHook(boolean wanted) {
        return new ContainerOptions(runtimes, sockets, containerdNamespaces, binaries, wanted);
    }
}
