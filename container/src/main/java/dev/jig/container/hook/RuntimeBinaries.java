// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.hook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Where OCI runtimes are installed, by distributions and by Kubernetes distributions.
final class RuntimeBinaries {
    private static final List<String> DIRECTORIES =
            List.of(
                    "/usr/bin",
                    "/usr/sbin",
                    "/usr/local/bin",
                    "/usr/local/sbin",
                    "/bin",
                    "/sbin",
                    "/opt/bin",
                    "/usr/lib/cri-o-runc/sbin",
                    "/usr/libexec/crio",
                    "/usr/lib/crun",
                    "/var/lib/rancher/k3s/data/current/bin",
                    "/var/lib/rancher/rke2/bin",
                    "/var/lib/k0s/bin",
                    "/snap/microk8s/current/bin",
                    "/snap/docker/current/bin",
                    "/run/current-system/sw/bin",
                    "/aarch64-bottlerocket-linux-gnu/sys-root/usr/bin",
                    "/x86_64-bottlerocket-linux-gnu/sys-root/usr/bin");

    private static final List<String> NAMES = List.of("runc", "crun", "youki", "docker-runc");

    private RuntimeBinaries() {}

    /// The files there are, without symbolic links in their paths.
    ///
    /// @param more files that the user named
    static Set<Path> found(List<Path> more) {
        Set<Path> found = new LinkedHashSet<>();
        more.forEach(file -> add(file, found));
        for (String directory : DIRECTORIES) {
            for (String name : NAMES) {
                add(Path.of(directory, name), found);
            }
        }
        return found;
    }

    private static void add(Path file, Set<Path> found) {
        try {
            if (Files.isExecutable(file)) {
                found.add(file.toRealPath());
            }
        } catch (IOException vanished) {
            // it is looked for again
        }
    }
}
