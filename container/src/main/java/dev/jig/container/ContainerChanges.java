// SPDX-License-Identifier: Apache-2.0
package dev.jig.container;

import dev.jig.container.ContainerChange.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Makes of each snapshot of containers what has changed since the one before; of the first, what
/// runs already. What becomes known of a container later is no change, unless it is selected by
/// that. For {@link Containers#onChange}, which calls from one thread at a time.
public final class ContainerChanges implements Consumer<ContainerSnapshot> {
    private final ContainerSelection selection;
    private final Consumer<ContainerChange> sink;
    private Map<Key, Container> before = Map.of();

    private record Key(int pid, String id) {}

    /// @param selection which containers are of interest
    /// @param sink is called for each change; it must neither wait nor throw
    public ContainerChanges(ContainerSelection selection, Consumer<ContainerChange> sink) {
        this.selection = selection;
        this.sink = sink;
    }

    @Override
    public void accept(ContainerSnapshot snapshot) {
        Map<Key, Container> now = new LinkedHashMap<>();
        for (Container container : snapshot.running()) {
            if (selection.test(container)) {
                now.put(new Key(container.execution().pid(), container.id()), container);
            }
        }
        Map<Key, Container> former = before;
        before = now;
        tell(Kind.DELETED, former, now);
        tell(Kind.CREATED, now, former);
    }

    /// Tells of those that are only in the first of two.
    private void tell(Kind kind, Map<Key, Container> in, Map<Key, Container> notIn) {
        in.forEach((key, container) -> {
            if (!notIn.containsKey(key)) {
                sink.accept(new ContainerChange(kind, container));
            }
        });
    }
}
