// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.oci;

import java.util.List;
import java.util.Set;

/// The command line of an OCI runtime: `runc --root R create --bundle B --pid-file P ID`. A value.
///
/// @param verb `create`, `run`, `start`, ...; `""` if there is none
/// @param id the container's, `""` if none is given
/// @param bundle as written, `""` for the working directory
/// @param root directory of the runtime's state, `""` for its default
public record RuntimeCommand(String verb, String id, String bundle, String root) {
    /// Switches; every other flag is followed by a value unless it has one after `=`.
    private static final Set<String> SWITCHES =
            Set.of(
                    "--debug",
                    "--systemd-cgroup",
                    "--version",
                    "--help",
                    "-h",
                    "-v",
                    "-V",
                    "--no-pivot",
                    "--no-new-keyring",
                    "--detach",
                    "-d",
                    "--keep",
                    "--no-subreaper",
                    "--no-new-privileges",
                    "--force",
                    "-f");

    /// @param arguments the runtime's own name first
    public static RuntimeCommand parse(List<String> arguments) {
        String verb = "";
        String id = "";
        String bundle = "";
        String root = "";
        for (int i = 1; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (!word.startsWith("-")) {
                if (verb.isEmpty()) {
                    verb = word;
                } else if (id.isEmpty()) {
                    id = word;
                }
                continue;
            }
            int equals = word.indexOf('=');
            String flag = equals < 0 ? word : word.substring(0, equals);
            String value = equals < 0 ? "" : word.substring(equals + 1);
            if (equals < 0 && !SWITCHES.contains(flag) && i + 1 < arguments.size()) {
                value = arguments.get(++i);
            }
            switch (flag) {
                case "--bundle", "-b", "-bundle" -> bundle = value;
                case "--root", "-root" -> root = value;
                default -> {}
            }
        }
        return new RuntimeCommand(verb, id, bundle, root);
    }

    /// Whether it makes a container.
    public boolean creates() {
        return verb.equals("create") || verb.equals("run") || verb.equals("restore");
    }
}
