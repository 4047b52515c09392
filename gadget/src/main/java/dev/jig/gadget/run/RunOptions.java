// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.ebpf.LoadOptions;
import dev.jig.ebpf.ProbeChoice;
import java.time.Duration;

/// How a gadget runs. A value.
///
/// @param timeout how long, {@link Duration#ZERO} for until stopped
/// @param maxEvents how many events that the sink accepts, 0 for no limit
/// @param ringBytes size of each ring buffer, 0 for what the gadget says; rounded up to a power of
///   two
/// @param lostPeriod how often the sink is told of lost events while there are some
/// @param load how the object is loaded; the sets of programs are the gadget's business
/// @param containerEvents whether there is a data source `containers` too ({@link
///   dev.jig.gadget.schema.ContainerEvents}), for a run that knows of containers; its events do not
///   count towards `maxEvents`
public record RunOptions(
        Duration timeout,
        long maxEvents,
        int ringBytes,
        Duration lostPeriod,
        LoadOptions load,
        boolean containerEvents) {

    private static final LoadOptions LOAD = LoadOptions.defaults().withProbe(ProbeChoice.AUTOMATIC);

    private static final RunOptions DEFAULTS =
            new RunOptions(Duration.ZERO, 0, 0, Duration.ofSeconds(1), LOAD, false);

    public static RunOptions defaults() {
        return DEFAULTS;
    }

    public RunOptions withTimeout(Duration limit) {
        return new RunOptions(limit, maxEvents, ringBytes, lostPeriod, load, containerEvents);
    }

    public RunOptions withMaxEvents(long limit) {
        return new RunOptions(timeout, limit, ringBytes, lostPeriod, load, containerEvents);
    }

    public RunOptions withRingBytes(int bytes) {
        return new RunOptions(timeout, maxEvents, bytes, lostPeriod, load, containerEvents);
    }

    public RunOptions withLostPeriod(Duration period) {
        return new RunOptions(timeout, maxEvents, ringBytes, period, load, containerEvents);
    }

    /// How programs for kernel functions are attached.
    public RunOptions withProbe(ProbeChoice choice) {
        return withLoad(load.withProbe(choice));
    }

    public RunOptions withLoad(LoadOptions options) {
        return new RunOptions(timeout, maxEvents, ringBytes, lostPeriod, options, containerEvents);
    }

    public RunOptions withContainerEvents(boolean wanted) {
        return new RunOptions(timeout, maxEvents, ringBytes, lostPeriod, load, wanted);
    }
}
