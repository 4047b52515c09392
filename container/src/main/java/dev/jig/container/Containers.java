// SPDX-License-Identifier: Apache-2.0
package dev.jig.container;

import dev.jig.container.hook.Questions;
import dev.jig.container.hook.StartHook;
import dev.jig.ebpf.sys.Descriptors;
import dev.jig.ebpf.sys.Fanotify;
import dev.jig.ebpf.sys.NativeSyscalls;
import dev.jig.ebpf.sys.Syscalls;
import dev.jig.ebpf.sys.SystemCallException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The containers of this machine, as long as it is open. Threads of its own look for runtimes,
/// listen to them and, where the kernel lets them (CONFIG_FANOTIFY_ACCESS_PERMISSIONS,
/// CAP_SYS_ADMIN), hold a new container until it is known. Readers look into a snapshot and never
/// wait. A runtime that is absent, hangs or comes back later is nobody else's business.
///
/// Safe for use by several threads. Closing it lets all held processes go on.
public final class Containers implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final int LOOKS_BETWEEN_SCANS = 5;
    private static final int MAX_WORKERS = 32;
    private static final int WORKER_SECONDS = 2;
    private static final int STACK_BYTES = 256 << 10;

    private final ContainerOptions options;
    private final Registry registry;
    private final StateScan scan;
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch settled = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread keeper = new Thread(null, this::keep, "jig-runtimes", STACK_BYTES);
    private final Syscalls syscalls = new NativeSyscalls();
    private final ExecutorService workers = workers();
    private volatile @Nullable Watch watch;
    private volatile @Nullable Fanotify group;
    private volatile @Nullable StartHook hook;
    private @Nullable StopGuard guard;
    private boolean guardRefused;
    private volatile Set<Path> binaries = Set.of();
    private volatile boolean looked;
    private volatile String hookFailure = "";

    private Containers(ContainerOptions options) {
        this.options = options;
        this.registry = new Registry(this::watchProcess);
        this.scan = new StateScan(registry);
        for (String runtime : ContainerOptions.ALL) {
            if (options.runtimes().contains(runtime)) {
                addEndpoints(runtime);
            }
        }
        keeper.setDaemon(true);
    }

    private static ExecutorService workers() {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(
                        MAX_WORKERS,
                        MAX_WORKERS,
                        WORKER_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name("jig-start-", 0).factory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /// Starts to look, and returns at once.
    public static Containers start(ContainerOptions options) {
        Containers containers = new Containers(options);
        containers.keeper.start();
        return containers;
    }

    private void addEndpoints(String runtime) {
        Path given = options.sockets().get(runtime);
        List<Path> sockets = given == null ? Places.sockets(runtime) : List.of(given);
        Source.Factory factory = Sources.of(runtime, options);
        for (Path socket : sockets) {
            endpoints.add(new Endpoint(runtime, socket, factory, registry, this::checkComplete));
        }
    }

    private void keep() {
        try {
            watchKernel();
            look(0);
            if (!settled.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                complete();
            }
            prepare();
            for (int i = 1; !closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS); i++) {
                complete();
                look(i);
                guardStops();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(int round) {
        if (round % LOOKS_BETWEEN_SCANS == 0 || hook == null) {
            refreshHook();
            scan.run();
        }
        endpoints.forEach(Endpoint::look);
        looked = true;
        checkComplete();
    }

    /// What the first new container would wait for.
    private void prepare() {
        StartHook running = hook;
        if (running != null && !binaries.isEmpty()) {
            running.warmUp();
        }
        guardStops();
    }

    private void refreshHook() {
        StartHook running = hook;
        if (running != null) {
            binaries = running.refresh();
        }
    }

    /// Once somebody may have to wait for this process.
    private synchronized void guardStops() {
        Watch running = watch;
        if (guard == null
                && running != null
                && !guardRefused
                && !binaries.isEmpty()
                && closing.getCount() > 0) {
            guard = StopGuard.open(syscalls).orElse(null);
            guardRefused = guard == null;
            if (guard != null) {
                running.stops(guard);
            }
        }
    }

    private void closeHook() {
        Fanotify opened = group;
        if (opened != null) {
            opened.close();
        }
    }

    /// Containers that were started while this process was stopped are found by their state.
    private void openHookAgain(Watch running) {
        try {
            openHook(running);
            workers.execute(() -> {
                refreshHook();
                scan.run();
            });
        } catch (SystemCallException | RejectedExecutionException failure) {
            hookFailure = String.valueOf(failure.getMessage());
        }
    }

    private void watchKernel() {
        try {
            Watch started = new Watch(syscalls, registry::ended, registry::forgetOld);
            if (options.hook()) {
                openHook(started);
                started.whenStopped(this::closeHook, () -> openHookAgain(started));
            }
            watch = started;
            started.start();
        } catch (SystemCallException noDescriptors) {
            hookFailure = String.valueOf(noDescriptors.getMessage());
        }
    }

    private void openHook(Watch started) throws SystemCallException {
        try {
            Fanotify opened = Fanotify.open(syscalls, new Descriptors(syscalls));
            group = opened;
            StartHook made = new StartHook(opened, options.binaries(), registry, scan::add);
            started.questions(opened, new Questions(opened, workers, made::answer));
            hook = made;
        } catch (SystemCallException refused) {
            hookFailure = String.valueOf(refused.getMessage());
        }
    }

    private void watchProcess(int pid) {
        Watch running = watch;
        if (running != null) {
            running.process(pid);
        }
    }

    private void checkComplete() {
        boolean asked =
                endpoints.stream()
                        .map(Endpoint::status)
                        .filter(Objects::nonNull)
                        .anyMatch(s -> s.state() == RuntimeStatus.State.ASKED);
        if (!asked && looked) {
            complete();
        }
    }

    private void complete() {
        registry.complete();
        first.countDown();
    }

    /// Says that whoever looks for containers has done what else it had to do: the preparations for
    /// the first new container begin now, and not some two seconds after {@link #start}.
    public void settled() {
        settled.countDown();
    }

    /// Waits until all runtimes that are here have answered, at most that long.
    public void awaitFirst(Duration limit) {
        try {
            first.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The containers at this moment. Neither waits nor allocates.
    public ContainerSnapshot snapshot() {
        return registry.snapshot();
    }

    /// Has a listener told of the containers there are and of every change, before a new container
    /// goes on. It must neither wait nor throw.
    ///
    /// @return ends it: the listener is not called any more afterwards
    public Runnable onChange(Consumer<ContainerSnapshot> listener) {
        return registry.onChange(listener);
    }

    /// The runtimes that are here.
    public List<RuntimeStatus> statuses() {
        List<RuntimeStatus> statuses = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            RuntimeStatus status = endpoint.status();
            if (status != null) {
                statuses.add(status);
            }
        }
        for (Path binary : binaries) {
            String name = String.valueOf(binary.getFileName());
            statuses.add(
                    new RuntimeStatus(
                            name,
                            binary.toString(),
                            RuntimeStatus.State.ANSWERS,
                            "new containers are known before they run"));
        }
        return statuses;
    }

    /// Whether there are containers, or a runtime that makes them listens.
    public boolean anyExpected() {
        return !snapshot().containers().isEmpty()
                || endpoints.stream().anyMatch(endpoint -> endpoint.status() != null);
    }

    /// Why new containers cannot be held until they are known; `""` if they can.
    public String hookFailure() {
        return hookFailure;
    }

    @Override
    public void close() {
        closing.countDown();
        settled.countDown();
        endpoints.forEach(Endpoint::close);
        closeWatch();
        workers.shutdown();
        closeHook();
        registry.close();
    }

    private synchronized void closeWatch() {
        Watch running = watch;
        if (running != null) {
            running.close();
        }
        StopGuard guarding = guard;
        if (guarding != null) {
            guarding.close();
        }
    }
}
