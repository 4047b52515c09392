// SPDX-License-Identifier: Apache-2.0
package dev.jig.container;

import dev.jig.container.proc.Processes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/// Puts together what all sources tell of containers, and publishes it. Safe for use by several
/// threads; only {@link #snapshot} is for those that must not wait.
final class Registry implements ContainerSink, AutoCloseable {
    /// Events may be this late and still find their container's name.
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final int MAX_ENDED = 1024;
    private static final int MAX_KNOWN = 16_384;
    private static final int FULL_ID_LENGTH = 64;

    private final long hostNamespace = Processes.hostNamespace("mnt");
    private final IntConsumer watch;
    private final Map<Integer, Live> byPid = new LinkedHashMap<>();
    private final Map<String, Container> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Container> eldest) {
                    return size() > MAX_KNOWN;
                }
            };
    private final PodLabels pods = new PodLabels();
    private final List<Consumer<ContainerSnapshot>> listeners = new ArrayList<>();
    private boolean complete;
    private boolean closed;
    private volatile ContainerSnapshot snapshot;

    /// @param watch is told of processes whose end is to be told by {@link #ended}
    Registry(IntConsumer watch) {
        this.watch = watch;
        snapshot = new ContainerSnapshot(List.of(), hostNamespace, false);
    }

    ContainerSnapshot snapshot() {
        return snapshot;
    }

    /// Adds a listener and tells it of all there are now. Listeners are called one after another,
    /// before whoever told of a change goes on.
    ///
    /// @return ends it: the listener is not called any more afterwards
    synchronized Runnable onChange(Consumer<ContainerSnapshot> listener) {
        listeners.add(listener);
        listener.accept(snapshot);
        return () -> remove(listener);
    }

    private synchronized void remove(Consumer<ContainerSnapshot> listener) {
        listeners.remove(listener);
    }

    /// A container without a process is remembered until there is one.
    @Override
    public void learn(Container facts) {
        int pid = facts.execution().pid();
        Container complete =
                pid == 0 || facts.execution().mountNamespace() != 0
                        ? facts
                        : facts.withExecution(execution(facts));
        add(complete);
    }

    private static Execution execution(Container facts) {
        return Processes.execution(facts.execution().pid());
    }

    private synchronized void add(Container facts) {
        if (closed || facts.id().isEmpty()) {
            return;
        }
        Container before = known.get(facts.id());
        Container merged = complete(named(before == null ? facts : facts.over(before)));
        known.put(merged.id(), merged);
        int pid = merged.execution().pid();
        if (pid == 0 || merged.execution().mountNamespace() == 0) {
            rename(merged);
            return;
        }
        Live live = byPid.get(pid);
        if (live == null || live.ended()) {
            byPid.put(pid, begin(merged, live));
            publish();
        } else if (!live.container().equals(merged)) {
            live.update(merged);
            publish();
        }
    }

    private Container complete(Container container) {
        return container.withKubernetes(pods.complete(container.kubernetes()));
    }

    /// Containers that are here already get the labels too.
    @Override
    public synchronized void learnPod(Kubernetes pod) {
        if (closed || !pods.put(pod)) {
            return;
        }
        boolean changed = false;
        for (Live live : byPid.values()) {
            Container newer = complete(live.container());
            changed |= !newer.equals(live.container());
            live.update(newer);
        }
        if (changed) {
            publish();
        }
    }

    /// A name may come after its container's end.
    private void rename(Container facts) {
        for (Live live : byPid.values()) {
            if (live.container().id().equals(facts.id())) {
                Container newer = facts.over(live.container());
                if (!newer.equals(live.container())) {
                    live.update(newer.withExecution(live.container().execution()));
                    publish();
                }
                return;
            }
        }
    }

    private Live begin(Container container, @org.jspecify.annotations.Nullable Live former) {
        if (former != null) {
            former.close();
        }
        watch.accept(container.execution().pid());
        return Live.of(container);
    }

    /// What only an OCI runtime knows goes by its id, which its user chose.
    private static Container named(Container container) {
        boolean chosen =
                switch (container.runtime()) {
                    case "docker", "cri-o", "podman" -> false;
                    case "containerd" -> container.id().length() != FULL_ID_LENGTH;
                    default -> true;
                };
        return chosen && container.name().isEmpty()
                ? container.withName(container.id())
                : container;
    }

    /// A watched process has ended.
    synchronized void ended(int pid) {
        Live live = byPid.get(pid);
        if (live != null) {
            live.end(System.nanoTime());
            known.remove(live.container().id(), live.container());
            publish();
        }
    }

    /// All runtimes that are here have answered.
    synchronized void complete() {
        if (!complete) {
            complete = true;
            publish();
        }
    }

    /// Forgets those that ended some time ago.
    ///
    /// @return whether there are others that ended
    synchronized boolean forgetOld() {
        long now = System.nanoTime();
        List<Integer> over = new ArrayList<>();
        int ended = 0;
        for (Map.Entry<Integer, Live> entry : byPid.entrySet()) {
            ended += entry.getValue().ended() ? 1 : 0;
            if (entry.getValue().isOver(now, KEPT_NANOS)) {
                over.add(entry.getKey());
            }
        }
        over.forEach(this::remove);
        if (!over.isEmpty()) {
            publish();
        }
        return ended > over.size();
    }

    private void remove(Integer pid) {
        Live live = byPid.remove(pid);
        if (live != null) {
            live.close();
        }
    }

    private void publish() {
        List<Integer> ended =
                byPid.entrySet().stream()
                        .filter(entry -> entry.getValue().ended())
                        .map(Map.Entry::getKey)
                        .toList();
        ended.stream().limit(Math.max(0, ended.size() - MAX_ENDED)).forEach(this::remove);
        List<Container> all =
                byPid.values().stream()
                        .sorted((one, other) -> Boolean.compare(other.ended(), one.ended()))
                        .map(Live::container)
                        .toList();
        int over = (int) byPid.values().stream().filter(Live::ended).count();
        snapshot = new ContainerSnapshot(all, over, hostNamespace, complete);
        listeners.forEach(listener -> listener.accept(snapshot));
    }

    @Override
    public synchronized void close() {
        closed = true;
        byPid.values().forEach(Live::close);
        byPid.clear();
    }
}
