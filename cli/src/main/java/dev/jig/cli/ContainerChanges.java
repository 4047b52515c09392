// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.container.Container;
import dev.jig.container.ContainerSelection;
import dev.jig.container.ContainerSnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Makes of each snapshot of containers what has changed since the one before.
final class ContainerChanges implements Consumer<ContainerSnapshot> {
    private final ContainerSelection selection;
    private final Consumer<String> lines;
    private final Map<Integer, Container> before = new HashMap<>();

    ContainerChanges(ContainerSelection selection, Consumer<String> lines) {
        this.selection = selection;
        this.lines = lines;
    }

    @Override
    public void accept(ContainerSnapshot snapshot) {
        Map<Integer, Container> now = new HashMap<>();
        for (Container container : snapshot.running()) {
            if (selection.test(container)) {
                now.put(container.execution().pid(), container);
            }
        }
        now.forEach((pid, container) -> {
            if (!before.containsKey(pid)) {
                lines.accept(ContainerJson.change("CREATED", container));
            }
        });
        before.forEach((pid, container) -> {
            if (!now.containsKey(pid)) {
                lines.accept(ContainerJson.change("DELETED", container));
            }
        });
        before.clear();
        before.putAll(now);
    }
}
