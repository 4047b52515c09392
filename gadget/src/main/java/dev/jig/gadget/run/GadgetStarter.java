// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.ebpf.AttachException;
import dev.jig.ebpf.AttachTarget;
import dev.jig.ebpf.BpfMap;
import dev.jig.ebpf.BpfObject;
import dev.jig.ebpf.Kernel;
import dev.jig.ebpf.Link;
import dev.jig.ebpf.LoadOptions;
import dev.jig.ebpf.TrampolineException;
import dev.jig.ebpf.UnsupportedException;
import dev.jig.ebpf.VerifierException;
import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.GadgetUnsupportedException;
import dev.jig.gadget.Markers;
import dev.jig.gadget.run.Readiness.Attached;
import dev.jig.gadget.run.Readiness.ProbeKind;
import dev.jig.gadget.schema.ContainerEvents;
import dev.jig.gadget.schema.ContainerFields;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.Field;
import dev.jig.gadget.stack.Stacks;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Brings a planned gadget into the kernel, or leaves nothing there.
final class GadgetStarter {
    private static final String CONTAINERS_ANNOTATION = "enable-containers-datasource";

    private final GadgetSpec gadget;
    private final GadgetPlan plan;
    private final Kernel kernel;
    private final @Nullable ContainerFilter containers;
    private final boolean selects;
    private final boolean kernelSelects;
    private final boolean tellsOfContainers;

    private GadgetStarter(
            GadgetSpec gadget,
            GadgetPlan planned,
            Kernel kernel,
            @Nullable ContainerFilter containers,
            boolean containerEvents) {
        this.gadget = gadget;
        this.kernel = kernel;
        this.containers = containers;
        this.selects = containers != null && !containers.selection().isEmpty();
        // the host's processes may be in mount namespaces of their own, which no list has
        this.kernelSelects =
                selects
                        && containers != null
                        && !containers.host()
                        && NamespaceFilter.isIn(planned.object());
        this.tellsOfContainers =
                containers != null
                        && (containerEvents || wantsContainers(gadget))
                        && !gadget.dataSources().isEmpty()
                        && gadget.dataSources().stream()
                                .noneMatch(own -> own.name().equals(ContainerEvents.NAME));
        this.plan = kernelSelects ? filtered(planned) : planned;
    }

    private static boolean wantsContainers(GadgetSpec gadget) {
        return "true".equals(gadget.metadata().annotations().get(CONTAINERS_ANNOTATION));
    }

    private GadgetPlan filtered(GadgetPlan planned) {
        int now = containers == null ? 0 : containers.containers().snapshot().containers().size();
        return planned.changed(object -> NamespaceFilter.on(object, now));
    }

    static LiveGadget start(
            GadgetSpec gadget,
            GadgetPlan planned,
            RunOptions options,
            Kernel kernel,
            @Nullable ContainerFilter containers) {
        GadgetStarter starter =
                new GadgetStarter(gadget, planned, kernel, containers, options.containerEvents());
        GadgetPlan plan = starter.plan;
        LoadOptions load = options.load().withOptional(plan.optional());
        try {
            return starter.start(BpfObject.load(plan.object(), kernel, load), options);
        } catch (VerifierException
                | UnsupportedException
                | AttachException
                | TrampolineException e) {
            throw new GadgetUnsupportedException(
                    "run gadget %s: %s (jig doctor tells what this kernel lacks)"
                            .formatted(gadget.name(), e.getMessage()),
                    e);
        }
    }

    private LiveGadget start(BpfObject object, RunOptions options) {
        Arena arena = Arena.ofShared();
        List<Channel> channels = new ArrayList<>();
        SelectedNamespaces selected = null;
        Stacks stacks = null;
        try {
            selected = select(object);
            stacks = RunStacks.of(gadget, object, kernel);
            Channel.Quota quota = new Channel.Quota(options.maxEvents());
            Channel.Shared shared =
                    new Channel.Shared(quota, arena, kernelSelects ? null : selected, stacks);
            for (int i = 0; i < gadget.dataSources().size(); i++) {
                channels.add(channel(object, i, shared));
            }
            if (containers != null && tellsOfContainers) {
                ContainerFeed feed = new ContainerFeed(containers, arena);
                channels.add(Channel.ofContainers(feed, ContainerEvents.source(), arena));
            }
            attach(object, plan);
            Units units = Units.settle(plan, object);
            return new LiveGadget(
                    object,
                    arena,
                    channels,
                    quota,
                    dataSources(units),
                    readiness(object, units),
                    selected,
                    stacks);
        } catch (RuntimeException | Error e) {
            if (selected != null) {
                selected.close();
            }
            if (stacks != null) {
                stacks.close();
            }
            object.close();
            channels.forEach(Channel::close);
            arena.close();
            throw e;
        }
    }

    private Channel channel(BpfObject object, int index, Channel.Shared shared) {
        DataSource source = gadget.dataSources().get(index);
        Markers.Source marker = gadget.markers().sources().get(index);
        return gadget.fetching(marker)
                .map(fetching -> FetchFeed.of(object, marker, source, fetching, shared.arena()))
                .map(feed -> Channel.fetching(feed, source, shared))
                .orElseGet(() -> Channel.open(object, source, shared));
    }

    private @Nullable SelectedNamespaces select(BpfObject object) {
        if (containers == null || !selects) {
            return null;
        }
        BpfMap map = kernelSelects ? object.map(NamespaceFilter.MAP) : null;
        return new SelectedNamespaces(containers, map);
    }

    static void attach(BpfObject object, GadgetPlan plan) {
        Map<String, AttachTarget> targets = new LinkedHashMap<>(plan.targets());
        targets.keySet().retainAll(object.programs().keySet());
        if (!targets.isEmpty()) {
            object.attachAll(targets);
        }
        object.attachAll();
    }

    private List<DataSource> dataSources(Units units) {
        List<String> absent =
                Stream.concat(units.absent().stream(), plan.unneeded().stream())
                        .flatMap(left -> left.fields().stream())
                        .toList();
        Stream<DataSource> own =
                gadget.dataSources().stream()
                        .map(source -> KernelEnums.apply(without(source, absent), kernel::btf))
                        .map(source ->
                                containers == null ? source : ContainerFields.add(source, true));
        Stream<DataSource> more =
                tellsOfContainers ? Stream.of(ContainerEvents.source()) : Stream.empty();
        return Stream.concat(own, more).toList();
    }

    private static DataSource without(DataSource source, List<String> absent) {
        List<Field> left =
                source.fields().stream().filter(f -> !absent.contains(f.name())).toList();
        return new DataSource(
                source.name(), source.map(), source.recordSize(), left, source.annotations());
    }

    private Readiness readiness(BpfObject object, Units units) {
        List<Attached> attached =
                object.links().stream().map(link -> attached(link, object)).toList();
        return new Readiness(attached, units.absent(), plan.unneeded(), units.taken());
    }

    private static Attached attached(Link link, BpfObject object) {
        return new Attached(
                link.program(),
                link.target().toString(),
                link.mechanism(),
                probeKind(link.target()),
                object.program(link.program()).whyKprobe());
    }

    private static ProbeKind probeKind(AttachTarget target) {
        if (target instanceof AttachTarget.Kprobe) {
            return ProbeKind.KPROBE;
        }
        return target instanceof AttachTarget.Typed typed && typed.kind().probesFunction()
                ? ProbeKind.TRAMPOLINE
                : ProbeKind.OTHER;
    }
}
