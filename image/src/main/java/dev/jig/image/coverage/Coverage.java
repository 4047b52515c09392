// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.coverage;

import dev.jig.image.Diagram;
import dev.jig.image.Edge;
import dev.jig.object.Bytes;
import dev.jig.object.MapSpec;
import dev.jig.object.MapType;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import dev.jig.object.core.CoreRelocator;
import dev.jig.object.core.CoreTargets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Counts how often programs do what diagrams show: an object in which each call that uses a map is
/// followed by code that adds one to a counter of this call, and the diagrams that come of the
/// counters. The counters are 64-bit numbers in native byte order, in one more map called {@link
/// #MAP}. Immutable.
///
/// A call is counted once it has returned, whatever it returned. Each program has its own copy of
/// the functions it calls, and so its own counts. A call that may use several maps counts for each
/// of them. Global variables are read and written without a call and in no diagram, so they are not
/// counted.
public final class Coverage {
    /// The map of the counters. No section of an object that holds data has this name.
    public static final String MAP = ".coverage";

    /// Separates the name of a program from the place it is loaded for once more.
    private static final char PLACE = ':';

    private final ObjectSpec object;
    private final ObjectSpec original;
    private final List<CountedProgram> programs;

    private Coverage(ObjectSpec object, ObjectSpec original, List<CountedProgram> programs) {
        this.object = object;
        this.original = original;
        this.programs = List.copyOf(programs);
    }

    /// @param object as it is to be loaded, its CO-RE records not applied
    /// @param kernel the types of the kernel it is for
    public static Coverage of(ObjectSpec object, CoreTargets kernel) {
        CoreRelocator relocator = new CoreRelocator(object.btf(), kernel);
        List<CountedProgram> programs = new ArrayList<>();
        ObjectSpec changed = object;
        int counters = 0;
        for (ProgramSpec program : object.programs().values()) {
            var edges = new CoveredEdges(written(program), object, relocator);
            CountedProgram counted = CountedProgram.of(program, edges, counters);
            programs.add(counted);
            counters += counted.counters();
            changed = changed.withProgram(counted.program());
        }
        return new Coverage(changed.withMap(map(counters)), object, programs);
    }

    /// The program as it is called in the source.
    private static ProgramSpec written(ProgramSpec program) {
        int place = program.name().indexOf(PLACE);
        return place < 0 ? program : program.withName(program.name().substring(0, place));
    }

    static MapSpec map(int counters) {
        int bytes = Math.max(counters, 1) * CountedProgram.STRIDE;
        return MapSpec.of(MAP, MapType.ARRAY, Integer.BYTES, bytes, 1)
                .withContents(Bytes.zeros(bytes));
    }

    /// What is to be loaded in place of the object.
    public ObjectSpec object() {
        return object;
    }

    /// The object that was to be loaded.
    public ObjectSpec original() {
        return original;
    }

    /// Programs that cannot be counted, with the reason.
    public Map<String, String> uncounted() {
        Map<String, String> reasons = new LinkedHashMap<>();
        programs.stream()
                .filter(program -> !program.failure().isEmpty())
                .forEach(program -> reasons.put(program.name(), program.failure()));
        return reasons;
    }

    /// How many calls are counted.
    public int counters() {
        return programs.stream().mapToInt(CountedProgram::counters).sum();
    }

    /// How many instructions were added, in slots of 8 bytes.
    public int addedSlots() {
        return counters() * CountedProgram.SLOTS;
    }

    /// How often anything was counted.
    ///
    /// @param values the value of the map
    public long counts(Bytes values) {
        return programs.stream().mapToLong(program -> program.counts(values)).sum();
    }

    /// The diagram of the object's code with counts: everything that stands in the code is there,
    /// uses of ring buffers included. What was not seen is marked; what this kernel rules out
    /// cannot be seen. A program that is loaded for several places is drawn once.
    ///
    /// @param values the value of the map
    /// @param attached names of programs that are shown
    public Diagram diagram(Bytes values, Collection<String> attached) {
        Map<String, List<Edge>> parts = new TreeMap<>();
        for (CountedProgram program : programs) {
            if (attached.contains(program.name()) && program.failure().isEmpty()) {
                List<Edge> edges = program.edges(values);
                parts.merge(written(program.program()).name(), edges, Coverage::sum);
            }
        }
        return new Diagram(
                Diagram.shownMaps(original),
                parts.entrySet().stream()
                        .map(part -> new Diagram.Part(part.getKey(), part.getValue()))
                        .toList());
    }

    /// Both are of the same code and so alike.
    private static List<Edge> sum(List<Edge> some, List<Edge> others) {
        List<Edge> sums = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            sums.add(some.get(i).plus(others.get(i)));
        }
        return sums;
    }

    /// Events that the programs have made and given to a map, whether anybody got them or not.
    public static long outputs(Diagram diagram) {
        return diagram.edges()
                .mapToLong(edge -> edge.use().events() * edge.times().orElse(0))
                .sum();
    }
}
