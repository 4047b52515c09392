// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.hook;

import dev.jig.container.Container;
import dev.jig.container.ContainerSink;
import dev.jig.container.Execution;
import dev.jig.container.oci.Bundle;
import dev.jig.container.oci.OciConfig;
import dev.jig.container.oci.RuntimeCommand;
import dev.jig.container.oci.RuntimeState;
import dev.jig.container.proc.Processes;
import dev.jig.ebpf.sys.Fanotify;
import dev.jig.ebpf.sys.Fanotify.Question;
import dev.jig.ebpf.sys.SystemCallException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Knows containers before their first instruction. The kernel asks before an OCI runtime is
/// executed: of the one that makes a container the bundle is read, and from then on the kernel also
/// asks before the root file system is opened. The process that does so to make it its root is in
/// the container's mount namespace, is its first process, and waits until the container is told of.
///
/// {@link #answer} does not answer the question itself: whoever calls does, sooner if it takes
/// long. Safe for use by several threads.
public final class StartHook {
    private static final long ROOT_MASK = Fanotify.ASK_OPEN | Fanotify.DIRECTORIES;
    private static final long MAX_PENDING_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int MAX_PENDING = 1024;
    private static final int STATE_LOOKS = 100;
    private static final int STATE_MILLIS = 20;

    private final Fanotify group;
    private final List<Path> moreBinaries;
    private final ContainerSink found;
    private final Consumer<Path> stateRoot;
    private final Set<Path> marked = new HashSet<>();
    private final List<Pending> pending = new ArrayList<>();

    /// @param moreBinaries runtimes at unusual places
    /// @param found is told of a container before it goes on
    /// @param stateRoot is told of the directories where runtimes keep their state
    public StartHook(
            Fanotify group,
            List<Path> moreBinaries,
            ContainerSink found,
            Consumer<Path> stateRoot) {
        this.group = group;
        this.moreBinaries = List.copyOf(moreBinaries);
        this.found = found;
        this.stateRoot = stateRoot;
    }

    /// Looks for runtimes that were installed since the last time, and forgets containers that did
    /// not come to be.
    ///
    /// @return the runtimes there are
    public synchronized Set<Path> refresh() {
        Set<Path> binaries = RuntimeBinaries.found(moreBinaries);
        for (Path binary : binaries) {
            try {
                // again and again: a runtime that was upgraded is another file
                group.mark(binary.toString(), Fanotify.ASK_EXECUTE);
                marked.add(binary);
            } catch (SystemCallException refused) {
                marked.remove(binary);
            }
        }
        marked.retainAll(binaries);
        long now = System.nanoTime();
        List<Pending> old =
                pending.stream().filter(p -> now - p.since() > MAX_PENDING_NANOS).toList();
        old.forEach(this::drop);
        return Set.copyOf(marked);
    }

    /// Does once what a question needs, so that the first one does not wait for classes to be
    /// loaded.
    public void warmUp() {
        int self = (int) ProcessHandle.current().pid();
        RuntimeCommand.parse(Processes.arguments(self));
        ExecArguments.ofThreads(self);
        Processes.execution(self);
        found.learn(new Bundle(Path.of("/"), OciConfig.EMPTY).container("", ""));
    }

    /// Does what has to be done before whoever asked goes on.
    public void answer(Question question) {
        try {
            if (question.execute()) {
                executed(question.pid());
            } else {
                opened(question.pid());
            }
        } catch (InvalidPathException notInThisLocale) {
            // found by the runtime's state when it is started
        }
    }

    private void executed(int pid) {
        List<String> arguments = ExecArguments.of(pid);
        RuntimeCommand command = RuntimeCommand.parse(arguments);
        String binary = arguments.isEmpty() ? "" : name(arguments.getFirst());
        if (command.creates()) {
            creates(pid, command, binary);
        } else if (command.verb().equals("start")) {
            RuntimeState.read(stateRoot(pid, command, binary).resolve(command.id()), found);
        }
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private Path stateRoot(int pid, RuntimeCommand command, String binary) {
        String root = command.root().isEmpty() ? "/run/" + binary : command.root();
        Path directory = view(pid, root);
        stateRoot.accept(directory);
        return directory;
    }

    private void creates(int pid, RuntimeCommand command, String binary) {
        Path state = stateRoot(pid, command, binary).resolve(command.id());
        try {
            Bundle bundle = Bundle.read(view(pid, command.bundle()));
            if (bundle.ofSandbox()) {
                found.learnPod(bundle.pod());
                return;
            }
            if (bundle.config().ownMounts()) {
                Container container = bundle.container(command.id(), binary);
                add(pid, bundle.root(), container);
            } else {
                Thread.ofPlatform().daemon().name("jig-state").start(() -> await(state));
            }
        } catch (IOException noBundle) {
            // the runtime will say so
        }
    }

    /// A container that joins a mount namespace does not make a root file system its own: it is
    /// known as soon as its runtime has written down its process.
    private void await(Path state) {
        try {
            for (int i = 0; i < STATE_LOOKS; i++) {
                Thread.sleep(STATE_MILLIS);
                if (RuntimeState.read(state, found)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A path as another process sees it: relative to its working directory, in its file system.
    private static Path view(int pid, String path) {
        Path process = Processes.directory(pid);
        try {
            Path directory = process.resolve("cwd").toRealPath().resolve(path).normalize();
            boolean same =
                    Processes.namespace(pid, "mnt")
                            == Processes.namespace(Path.of("/proc/self/ns/mnt"));
            return same
                    ? directory
                    : process.resolve("root").resolve(Path.of("/").relativize(directory));
        } catch (IOException gone) {
            return Path.of(path);
        }
    }

    private synchronized void add(int pid, Path root, Container container) {
        if (pending.size() >= MAX_PENDING) {
            drop(pending.getFirst());
        }
        long namespace = Processes.namespace(pid, "mnt");
        Pending begun = new Pending(pid, namespace, root, container, System.nanoTime());
        try {
            group.mark(root.toString(), ROOT_MASK);
            pending.add(begun);
        } catch (SystemCallException noSuchRoot) {
            // found by the runtime's state when it is started
        }
    }

    private void opened(int pid) {
        Pending entered = entered(pid);
        if (entered != null) {
            found.learn(entered.container().withExecution(Execution.of(pid)));
            drop(entered);
        }
    }

    private synchronized @org.jspecify.annotations.Nullable Pending entered(int pid) {
        for (Pending begun : pending) {
            if (begun.isEnteredBy(pid)) {
                return begun;
            }
        }
        return null;
    }

    /// Asks no longer about a root file system, unless another container is made of it.
    private synchronized void drop(Pending done) {
        pending.remove(done);
        if (pending.stream().noneMatch(other -> other.root().equals(done.root()))) {
            try {
                group.unmark(done.root().toString(), ROOT_MASK);
            } catch (SystemCallException gone) {
                // the mark went with the directory
            }
        }
    }
}
