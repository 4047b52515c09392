// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The control groups of processes.
final class ControlGroups {
    /// Where the hierarchy of version 2 is: alone, or beside those of version 1.
    private static final List<Path> ROOTS =
            List.of(Path.of("/sys/fs/cgroup/unified"), Path.of("/sys/fs/cgroup"));

    private ControlGroups() {}

    /// Path below the hierarchy's root: that of version 2 unless it says nothing, else the longest.
    static String of(int pid) {
        String best = "";
        for (String line : Processes.text("/proc/" + pid + "/cgroup").split("\n", -1)) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3) {
                boolean unified = parts[0].equals("0") && parts[2].length() > 1;
                if (unified) {
                    return parts[2];
                }
                best = parts[2].length() > best.length() ? parts[2] : best;
            }
        }
        return best;
    }

    /// The number that the kernel knows the group by, 0 if it has none (version 1).
    static long id(String group) {
        if (!group.startsWith("/")) {
            return 0;
        }
        for (Path root : ROOTS) {
            if (Files.exists(root.resolve("cgroup.controllers"))) {
                return inode(root.resolve(group.substring(1)));
            }
        }
        return 0;
    }

    private static long inode(Path directory) {
        try {
            return (long) Files.getAttribute(directory, "unix:ino");
        } catch (IOException absent) {
            return 0;
        }
    }
}
