// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.ebpf.proc.BuildOptions;
import dev.jig.ebpf.sys.SystemFiles;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Finds the file with the kernel's build options, where distributions put it.
final class ConfigReader {
    private ConfigReader() {}

    /// Empty if there is none.
    static Map<String, String> read(SystemFiles files, String release) {
        List<String> places =
                List.of(
                        "/boot/config-" + release,
                        "/lib/modules/" + release + "/config",
                        "/proc/config.gz");
        for (String place : places) {
            Map<String, String> options = options(files, place);
            if (!options.isEmpty()) {
                return options;
            }
        }
        return Map.of();
    }

    private static Map<String, String> options(SystemFiles files, String place) {
        try {
            return BuildOptions.parse(files.read(place));
        } catch (IOException absentOrDamaged) {
            return Map.of();
        }
    }
}
