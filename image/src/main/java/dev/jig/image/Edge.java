// SPDX-License-Identifier: Apache-2.0
package dev.jig.image;

import dev.jig.object.insn.SourceLine;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// An interaction as a diagram shows it: what is known of it, however that was found out.
///
/// @param sites the calls that make it, in the order of the code
/// @param always whether every run of the program takes it; such edges are drawn solid, the others
///   dotted
/// @param condition the source line that decides whether it is taken, null if unknown or none does
/// @param times how often it was seen, empty if nobody counted
public record Edge(
        Interaction interaction,
        List<Site> sites,
        boolean always,
        @Nullable SourceLine condition,
        OptionalLong times) {

    /// One call of a helper.
    ///
    /// @param slot of the call among the program's slots, subprograms included
    /// @param line the source line the call was made from, null if the object does not say
    public record Site(int slot, @Nullable SourceLine line) {}

    public Edge {
        sites = List.copyOf(sites);
    }

    /// An edge that is only known to be in the code.
    public static Edge possible(Interaction interaction, List<Site> sites) {
        return new Edge(interaction, sites, true, null, OptionalLong.empty());
    }

    public String map() {
        return interaction.map();
    }

    public MapUse use() {
        return interaction.use();
    }

    /// `Lookup`, with its count if there is one: `Lookup 12`.
    public String label() {
        String word = interaction.use().word();
        return times.isEmpty() ? word : word + " " + times.getAsLong();
    }
}
