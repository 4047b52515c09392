// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.ebpf.BpfObject;
import dev.jig.ebpf.Kernel;
import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.run.RunSummary.End;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.stack.StackSource;
import dev.jig.gadget.stack.Stacks;
import dev.jig.object.ObjectSpec;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A gadget in the kernel. {@link #start} loads and attaches it, {@link #run} hands its events to
/// sinks on the calling thread until it is stopped, {@link #close} takes everything out of the
/// kernel.
///
/// {@snippet :
/// try (Kernel kernel = Kernel.running();
///         GadgetRun run = GadgetRun.start(spec, Map.of(), RunOptions.defaults(), kernel)) {
///     run.run(source -> (memory, offset, length) -> true);
/// }
/// }
///
/// {@link #stop} and {@link #wake} may be called by any thread at any time; everything else belongs
/// to one thread.
public final class GadgetRun implements AutoCloseable {
    /// The longest wait where several channels share the thread.
    private static final long SHARED_WAIT_MILLIS = 20;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final RunOptions options;
    private final LiveGadget live;
    private final Object lock = new Object();
    private volatile boolean stopped;
    private boolean closed;

    private GadgetRun(RunOptions options, LiveGadget live) {
        this.options = options;
        this.live = live;
        if (live.stacks() != null) {
            live.stacks().listener(this::wake);
        }
    }

    /// Loads a gadget and attaches its programs. From then on its events wait in the ring buffers.
    ///
    /// @param values what the user wrote, by param key; the others keep their defaults
    /// @throws dev.jig.gadget.UsageException if there is no such param or a value does not fit
    /// @throws dev.jig.gadget.GadgetUnsupportedException if it cannot run on this kernel
    /// @throws dev.jig.ebpf.PermissionException if the process may not do that
    /// @throws dev.jig.ebpf.KernelException if the kernel refuses anything else
    public static GadgetRun start(
            GadgetSpec gadget, Map<String, String> values, RunOptions options, Kernel kernel) {
        return start(gadget, values, options, kernel, UnaryOperator.identity());
    }

    /// Loads a gadget that is changed before: so that it counts what it does, for instance.
    ///
    /// @param change gets the object as it would be loaded, its CO-RE records not applied, and
    ///   gives one with the same programs, maps and variables, and perhaps further maps
    public static GadgetRun start(
            GadgetSpec gadget,
            Map<String, String> values,
            RunOptions options,
            Kernel kernel,
            UnaryOperator<ObjectSpec> change) {
        return start(gadget, values, options, kernel, change, null);
    }

    /// The same with the events of selected containers only, and with the fields `runtime.*` and
    /// `k8s.*` ({@link dev.jig.gadget.schema.ContainerFields}).
    ///
    /// @param containers null for all events without such fields
    public static GadgetRun start(
            GadgetSpec gadget,
            Map<String, String> values,
            RunOptions options,
            Kernel kernel,
            UnaryOperator<ObjectSpec> change,
            @Nullable ContainerFilter containers) {
        KernelFacts facts = new RunningKernelFacts(kernel);
        GadgetPlan plan = GadgetPlan.of(gadget, values, options.ringBytes(), facts).changed(change);
        return new GadgetRun(
                options, GadgetStarter.start(gadget, plan, options, kernel, containers));
    }

    LiveGadget live() {
        return live;
    }

    /// The gadget's data sources without the fields that only absent programs fill.
    public List<DataSource> dataSources() {
        return live.dataSources();
    }

    public Readiness readiness() {
        return live.readiness();
    }

    /// Hands out events until {@link #stop}, the timeout or the wanted number ends it, then
    /// detaches the programs, hands out what is left in the buffers and tells of the last lost
    /// events. May be called once.
    ///
    /// @param sinks takes the events of each data source
    public RunSummary run(Function<DataSource, EventSink> sinks) {
        for (int i = 0; i < live.channels().size(); i++) {
            live.channels().get(i).sink(sinks.apply(live.dataSources().get(i)));
        }
        End end = loop();
        if (end == End.MAX_EVENTS) {
            live.channels().forEach(Channel::reportLost);
            live.detach();
        } else {
            live.channels().forEach(Channel::ending);
            live.detach();
            live.channels().forEach(Channel::ended);
            live.channels().forEach(Channel::reportLost);
        }
        return summary(live.quota().exhausted() ? End.MAX_EVENTS : end);
    }

    private RunSummary summary(End end) {
        long delivered = live.channels().stream().mapToLong(Channel::delivered).sum();
        long lost = live.channels().stream().mapToLong(Channel::lost).sum();
        return new RunSummary(delivered, live.quota().accepted(), lost, end);
    }

    private End loop() {
        long begin = System.nanoTime();
        long timeout = options.timeout().toNanos();
        long period = options.lostPeriod().toNanos();
        long reported = begin;
        while (!stopped) {
            long now = System.nanoTime();
            if (timeout > 0 && now - begin >= timeout) {
                return End.TIMEOUT;
            }
            if (live.quota().exhausted()) {
                return End.MAX_EVENTS;
            }
            if (live.finished()) {
                return End.FINISHED;
            }
            if (now - reported >= period) {
                reported = now;
                live.channels().forEach(Channel::reportLost);
            }
            long untilEnd = timeout > 0 ? timeout - (now - begin) : Long.MAX_VALUE;
            poll(Math.min(untilEnd, period - (now - reported)));
        }
        return End.STOPPED;
    }

    private void poll(long nanos) {
        long millis = Math.max(1, (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
        List<Channel> channels = live.channels();
        channels.getFirst()
                .poll(channels.size() == 1 ? millis : Math.min(millis, SHARED_WAIT_MILLIS));
        for (int i = 1; i < channels.size(); i++) {
            channels.get(i).drain();
        }
    }

    /// Makes {@link #run} end soon; any thread, any number of times.
    public void stop() {
        stopped = true;
        wake();
    }

    /// Makes {@link #run} tell the sinks soon that they are idle; any thread, any number of times.
    public void wake() {
        synchronized (lock) {
            if (!closed) {
                live.channels().forEach(Channel::wake);
            }
        }
    }

    /// What is in the kernel: maps and programs to look at. It belongs to the run.
    public BpfObject object() {
        return live.object();
    }

    /// What the stacks of its events are; for those who print them. It belongs to the run.
    public StackSource stacks() {
        Stacks stacks = live.stacks();
        return stacks == null ? StackSource.NONE : stacks;
    }

    /// Kernel memory that the gadget's maps hold, in bytes.
    public long lockedBytes() {
        return live.object().lockedBytes();
    }

    /// Detaches and unloads everything; closing twice does nothing.
    @Override
    public void close() {
        Stacks stacks = live.stacks();
        if (stacks != null) {
            stacks.close(); // before the lock, which its thread wants to wake this run
        }
        synchronized (lock) {
            if (!closed) {
                closed = true;
                live.close();
            }
        }
    }
}
