// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.container.Container;
import dev.jig.container.ContainerSelection;
import dev.jig.container.ContainerSnapshot;
import dev.jig.ebpf.BpfMap;
import dev.jig.ebpf.Errno;
import dev.jig.ebpf.KernelException;
import dev.jig.object.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The mount namespaces of the selected containers: in the kernel's map, where the programs look
/// them up, or at hand for user space. Follows the containers; a namespace that several share stays
/// until the last of them is gone. Closing ends that.
final class SelectedNamespaces implements AutoCloseable {
    private static final Bytes VALUE = Bytes.copyOf(new byte[] {1, 0, 0, 0});

    private final ContainerSelection selection;
    private final boolean host;
    private final @Nullable BpfMap map;
    private final Consumer<String> problems;
    private final Set<Long> inMap = new HashSet<>();
    private final Set<Long> tooMany = new HashSet<>();
    private final Runnable end;
    private volatile View view = new View(ContainerSnapshot.EMPTY, ContainerSnapshot.EMPTY);

    /// @param all to tell containers from the host
    /// @param selected only those that are selected
    private record View(ContainerSnapshot all, ContainerSnapshot selected) {}

    /// Starts to follow; the map is filled when this returns.
    ///
    /// @param map keys are namespaces; null if user space selects
    SelectedNamespaces(ContainerFilter filter, @Nullable BpfMap map) {
        this.selection = filter.selection();
        this.host = filter.host();
        this.map = map;
        this.problems = filter.problems();
        this.end = filter.containers().onChange(this::follow);
    }

    private void follow(ContainerSnapshot all) {
        var selected = all.containers().stream().filter(selection::test).toList();
        view =
                new View(
                        all,
                        new ContainerSnapshot(selected, all.hostNamespace(), all.isComplete()));
        if (map != null) {
            Set<Long> wanted = new HashSet<>();
            for (Container container : selected) {
                wanted.add(container.execution().mountNamespace());
            }
            wanted.remove(0L);
            update(wanted, map);
        }
    }

    private void update(Set<Long> wanted, BpfMap namespaces) {
        inMap.removeIf(old -> !wanted.contains(old) && remove(old, namespaces));
        tooMany.retainAll(wanted);
        for (Long namespace : wanted) {
            if (!inMap.contains(namespace)) {
                add(namespace, namespaces);
            }
        }
    }

    private static boolean remove(long namespace, BpfMap namespaces) {
        namespaces.delete(key(namespace));
        return true;
    }

    private void add(long namespace, BpfMap namespaces) {
        try {
            namespaces.put(key(namespace), VALUE);
            inMap.add(namespace);
            tooMany.remove(namespace);
        } catch (KernelException e) {
            if (tooMany.add(namespace)) {
                problems.accept(noRoom(namespace, namespaces.spec().maxEntries(), e));
            }
        }
    }

    private static String noRoom(long namespace, int entries, KernelException e) {
        String fact =
                e.errno() == Errno.E2BIG
                        ? "the kernel's map of %d is full, its events are missing"
                                .formatted(entries)
                        : String.valueOf(e.getMessage());
        return "select containers: add mount namespace %d: %s".formatted(namespace, fact);
    }

    private static Bytes key(long namespace) {
        ByteBuffer key = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        return Bytes.copyOf(key.putLong(0, namespace));
    }

    /// Whether events of a mount namespace are wanted. Allocates nothing.
    boolean contains(long namespace) {
        View now = view;
        return now.selected().find(namespace) != null
                || (host && now.all().find(namespace) == null);
    }

    @Override
    public void close() {
        end.run();
    }
}
