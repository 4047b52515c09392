// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.ebpf.AttachException;
import dev.jig.ebpf.AttachTarget;
import dev.jig.ebpf.BpfObject;
import dev.jig.ebpf.Kernel;
import dev.jig.ebpf.Link;
import dev.jig.ebpf.LoadOptions;
import dev.jig.ebpf.TrampolineException;
import dev.jig.ebpf.UnsupportedException;
import dev.jig.ebpf.VerifierException;
import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.GadgetUnsupportedException;
import dev.jig.gadget.run.Readiness.Attached;
import dev.jig.gadget.run.Readiness.ProbeKind;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.Field;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Brings a planned gadget into the kernel, or leaves nothing there.
final class GadgetStarter {
    private final GadgetSpec gadget;
    private final GadgetPlan plan;
    private final Kernel kernel;

    private GadgetStarter(GadgetSpec gadget, GadgetPlan plan, Kernel kernel) {
        this.gadget = gadget;
        this.plan = plan;
        this.kernel = kernel;
    }

    static LiveGadget start(GadgetSpec gadget, GadgetPlan plan, RunOptions options, Kernel kernel) {
        GadgetStarter starter = new GadgetStarter(gadget, plan, kernel);
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
        try {
            Channel.Quota quota = new Channel.Quota(options.maxEvents());
            for (DataSource source : gadget.dataSources()) {
                channels.add(Channel.open(object, source, quota, arena));
            }
            attach(object, plan);
            Units units = Units.settle(plan, object);
            return new LiveGadget(
                    object, arena, channels, quota, dataSources(units), readiness(object, units));
        } catch (RuntimeException | Error e) {
            object.close();
            channels.forEach(Channel::close);
            arena.close();
            throw e;
        }
    }

    static void attach(BpfObject object, GadgetPlan plan) {
        Map<String, AttachTarget> targets = new LinkedHashMap<>();
        plan.sampled()
                .forEach((name, hertz) -> targets.put(name, new AttachTarget.CpuClock(hertz)));
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
        return gadget.dataSources().stream()
                .map(source -> KernelEnums.apply(without(source, absent), kernel::btf))
                .toList();
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
        ProbeKind probe =
                switch (link.target()) {
                    case AttachTarget.Kprobe _ -> ProbeKind.KPROBE;
                    case AttachTarget.Typed typed when typed.kind().probesFunction() ->
                            ProbeKind.TRAMPOLINE;
                    default -> ProbeKind.OTHER;
                };
        return new Attached(
                link.program(),
                link.target().toString(),
                link.mechanism(),
                probe,
                object.program(link.program()).whyKprobe());
    }
}
