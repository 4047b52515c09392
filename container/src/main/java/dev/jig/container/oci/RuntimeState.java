// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.oci;

import dev.jig.container.Container;
import dev.jig.container.Execution;
import dev.jig.container.json.Json;
import dev.jig.container.json.JsonReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What runc (`state.json`) and crun (`status`) keep of the containers they created.
public final class RuntimeState {
    private static final int MAX_CONTAINERS = 100_000;
    private static final String BUNDLE_LABEL = "bundle=";

    private RuntimeState() {}

    /// The containers below a state directory that have a process; pods' pause containers are left
    /// out.
    public static List<Container> all(Path root) {
        List<Container> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            for (Path entry : entries) {
                if (found.size() < MAX_CONTAINERS) {
                    read(entry).ifPresent(found::add);
                }
            }
        } catch (IOException | RuntimeException absent) {
            return found;
        }
        return found;
    }

    /// The container of one directory; empty if there is none that has a process.
    public static Optional<Container> read(Path directory) {
        try {
            Path runc = directory.resolve("state.json");
            if (Files.exists(runc)) {
                return ofRunc(JsonReader.read(runc));
            }
            Path crun = directory.resolve("status");
            return Files.exists(crun)
                    ? ofCrun(String.valueOf(directory.getFileName()), JsonReader.read(crun))
                    : Optional.empty();
        } catch (IOException halfWritten) {
            return Optional.empty();
        }
    }

    private static Optional<Container> ofRunc(Json state) {
        String bundle =
                state.at("config", "labels").elements().stream()
                        .map(Json::text)
                        .filter(label -> label.startsWith(BUNDLE_LABEL))
                        .map(label -> label.substring(BUNDLE_LABEL.length()))
                        .findFirst()
                        .orElse("");
        int pid = (int) state.at("init_process_pid").number();
        return container(state.text("id"), "runc", bundle, pid);
    }

    private static Optional<Container> ofCrun(String id, Json status) {
        return container(id, "crun", status.text("bundle"), (int) status.at("pid").number());
    }

    private static Optional<Container> container(
            String id, String binary, String directory, int pid) {
        if (pid <= 0 || id.isEmpty()) {
            return Optional.empty();
        }
        Execution execution = Execution.of(pid);
        try {
            Bundle bundle = Bundle.read(Path.of(directory));
            return bundle.ofSandbox()
                    ? Optional.empty()
                    : Optional.of(bundle.container(id, binary).withExecution(execution));
        } catch (IOException gone) {
            return Optional.of(Container.of(id, binary).withExecution(execution));
        }
    }
}
