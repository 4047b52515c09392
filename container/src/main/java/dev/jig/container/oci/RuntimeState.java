// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.oci;

import dev.jig.container.Container;
import dev.jig.container.ContainerSink;
import dev.jig.container.Execution;
import dev.jig.container.json.Json;
import dev.jig.container.json.JsonReader;
import dev.jig.container.proc.Processes;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// What runc (`state.json`) and crun (`status`) keep of the containers they created.
public final class RuntimeState {
    private static final int MAX_CONTAINERS = 100_000;
    private static final String BUNDLE_LABEL = "bundle=";

    private RuntimeState() {}

    /// Tells of the containers below a state directory that have a process, and by their pause
    /// containers of pods.
    public static void all(Path root, ContainerSink sink) {
        int count = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            for (Path entry : entries) {
                if (count++ < MAX_CONTAINERS) {
                    read(entry, sink);
                }
            }
        } catch (IOException | RuntimeException absent) {
            // no such runtime
        }
    }

    /// Tells of the container of one directory.
    ///
    /// @return whether there is one that has a process
    public static boolean read(Path directory, ContainerSink sink) {
        try {
            Path runc = directory.resolve("state.json");
            if (Files.exists(runc)) {
                return ofRunc(JsonReader.read(runc), sink);
            }
            Path crun = directory.resolve("status");
            String id = String.valueOf(directory.getFileName());
            return Files.exists(crun) && ofCrun(id, JsonReader.read(crun), sink);
        } catch (IOException halfWritten) {
            return false;
        }
    }

    private static boolean ofRunc(Json state, ContainerSink sink) {
        String bundle =
                state.at("config", "labels").elements().stream()
                        .map(Json::text)
                        .filter(label -> label.startsWith(BUNDLE_LABEL))
                        .map(label -> label.substring(BUNDLE_LABEL.length()))
                        .findFirst()
                        .orElse("");
        int pid = running(state.at("init_process_pid"), state.at("init_process_start"));
        return tell(state.text("id"), "runc", bundle, pid, sink);
    }

    private static boolean ofCrun(String id, Json status, ContainerSink sink) {
        int pid = running(status.at("pid"), status.at("process-start-time"));
        return tell(id, "crun", status.text("bundle"), pid, sink);
    }

    /// The process, 0 if it has ended and its number is another's.
    ///
    /// @param start in ticks after boot
    private static int running(Json pid, Json start) {
        int number = (int) pid.number();
        boolean same = start.number() == 0 || start.number() == Processes.startTicks(number);
        return same ? number : 0;
    }

    private static boolean tell(
            String id, String binary, String directory, int pid, ContainerSink sink) {
        if (pid <= 0 || id.isEmpty()) {
            return false;
        }
        Execution execution = Execution.of(pid);
        try {
            Bundle bundle = Bundle.read(Path.of(directory));
            if (bundle.ofSandbox()) {
                sink.learnPod(bundle.pod());
            } else {
                sink.learn(bundle.container(id, binary).withExecution(execution));
            }
        } catch (IOException | InvalidPathException gone) {
            sink.learn(Container.of(id, binary).withExecution(execution));
        }
        return true;
    }
}
