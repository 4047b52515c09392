// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Takes the names of markers apart. Parts stand between three underscores.
final class MarkerParser {
    private static final String SEPARATOR = "___";
    private static final int MAX_ITERATOR_PROGRAMS = 3;

    private final List<Markers.Source> sources = new ArrayList<>();
    private final List<String> channels = new ArrayList<>();
    private final List<String> params = new ArrayList<>();
    private final List<Markers.ProgramTarget> targets = new ArrayList<>();

    private record Kind(String prefix, int fewest, int most, Consumer<List<String>> use) {}

    private final List<Kind> kinds =
            List.of(
                    new Kind("gadget_map_tracer_", 1, 1, parts -> channels.add(parts.get(0))),
                    new Kind("gadget_tracer_", 3, 3, this::tracer),
                    new Kind("gadget_iter_", 3, 2 + MAX_ITERATOR_PROGRAMS, this::iteration),
                    new Kind("gadget_snapshotter_", 3, 2 + MAX_ITERATOR_PROGRAMS, this::iteration),
                    new Kind("gadget_mapiter_", 2, 2, this::entries),
                    new Kind("gadget_mapelem_iter_target_", 2, 2, parts -> target(parts, false)),
                    new Kind("gadget_sk_prog_target_", 2, 2, parts -> target(parts, true)),
                    new Kind("gadget_param_", 1, 1, parts -> params.add(parts.get(0))));

    Markers markers() {
        return new Markers(sources, channels, params, targets);
    }

    /// Ignores names that are no markers.
    void add(String name) {
        for (Kind kind : kinds) {
            if (name.startsWith(kind.prefix())) {
                kind.use().accept(parts(name, kind));
                return;
            }
        }
    }

    private static List<String> parts(String name, Kind kind) {
        List<String> parts = List.of(name.substring(kind.prefix().length()).split(SEPARATOR, -1));
        boolean right = parts.size() >= kind.fewest() && parts.size() <= kind.most();
        if (!right || parts.stream().anyMatch(String::isEmpty)) {
            throw new MalformedGadgetException(
                    "read marker %s: %d parts after %s, %d to %d expected"
                            .formatted(
                                    name, parts.size(), kind.prefix(), kind.fewest(), kind.most()));
        }
        return parts;
    }

    private void tracer(List<String> parts) {
        add(new Markers.Tracer(parts.get(0), parts.get(1), parts.get(2)));
    }

    private void iteration(List<String> parts) {
        add(new Markers.Iteration(parts.get(0), parts.get(1), parts.subList(2, parts.size())));
    }

    private void entries(List<String> parts) {
        add(new Markers.MapEntries(parts.get(0), parts.get(1)));
    }

    private void add(Markers.Source source) {
        if (sources.stream().anyMatch(other -> other.name().equals(source.name()))) {
            throw new MalformedGadgetException(
                    "read markers: data source " + source.name() + " is there twice");
        }
        sources.add(source);
    }

    private void target(List<String> parts, boolean sockets) {
        targets.add(new Markers.ProgramTarget(parts.get(0), parts.get(1), sockets));
    }
}
