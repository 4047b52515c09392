// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.flow;

import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import dev.jig.object.insn.SourceLine;
import java.util.BitSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a program can go, given the constants of its object: read-only variables and corrected
/// CO-RE records. Nothing that can happen is left out: what is not known for certain may be
/// anything, and both ways of a jump are taken then. Immutable.
public final class ProgramFlow {
    private final CodeLayout layout;
    private final @Nullable State[] states;
    private final int[][] successors;
    private final BitSet mayEnd;
    private final Set<String> knownMaps;

    ProgramFlow(Walk walk) {
        this.layout = walk.layout();
        this.states = walk.states();
        this.successors = walk.successors();
        this.mayEnd = walk.mayEnd();
        this.knownMaps = walk.knownMaps();
    }

    /// @param program of the object, with its CO-RE records applied; records that are left are
    ///   taken as the compiler wrote them
    /// @throws dev.jig.object.MalformedObjectException if a jump leads nowhere
    public static ProgramFlow of(ProgramSpec program, ObjectSpec object) {
        return new ProgramFlow(new Walk(program, object).run());
    }

    public CodeLayout layout() {
        return layout;
    }

    /// Whether the program can get to an instruction, by its index.
    public boolean reaches(int index) {
        return states[index] != null;
    }

    /// The maps that a register can hold before an instruction that can be reached: a map's address
    /// or memory reserved in it. All maps of the program if that is not known.
    public Set<String> maps(int index, int register) {
        State state = states[index];
        if (state == null) {
            return Set.of();
        }
        Value value = state.register(register);
        return value.wild() ? knownMaps : value.maps();
    }

    /// Where the program can go from an instruction: indexes, within the same function.
    int[] successors(int index) {
        return successors[index];
    }

    /// Whether the function, and not only the instruction, can end there.
    boolean mayEnd(int index) {
        return mayEnd.get(index);
    }

    /// Whether every run of the program comes by one of these instructions.
    public boolean always(BitSet sites) {
        return new Certainty(this, sites).always(0);
    }

    /// The line that decides whether the program comes by one of these instructions: that of the
    /// last jump with one way that cannot but come by and another that need not. Null if there is
    /// none or the object has no lines.
    public @Nullable SourceLine condition(BitSet sites) {
        int index = new Certainty(this, sites).decision();
        return index < 0 ? null : layout.line(index);
    }
}
