// SPDX-License-Identifier: Apache-2.0
package dev.jig.image;

import dev.jig.object.insn.SourceLine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.IntToLongFunction;
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
    /// @param times how often it was made, empty if nobody counted
    public record Site(int slot, @Nullable SourceLine line, OptionalLong times) {
        /// A call that is only known to be in the code.
        public static Site possible(int slot, @Nullable SourceLine line) {
            return new Site(slot, line, OptionalLong.empty());
        }
    }

    public Edge {
        sites = List.copyOf(sites);
    }

    /// An edge that is only known to be in the code.
    public static Edge possible(Interaction interaction, List<Site> sites) {
        return new Edge(interaction, sites, true, null, OptionalLong.empty());
    }

    /// The same with each call counted.
    ///
    /// @param times how often the call at a slot was made
    public Edge counted(IntToLongFunction times) {
        List<Site> counted =
                sites.stream()
                        .map(s ->
                                new Site(
                                        s.slot, s.line, OptionalLong.of(times.applyAsLong(s.slot))))
                        .toList();
        long sum = counted.stream().mapToLong(site -> site.times().orElse(0)).sum();
        return new Edge(interaction, counted, always, condition, OptionalLong.of(sum));
    }

    /// The same edge of the same code, counted together with another count of it.
    public Edge plus(Edge other) {
        Map<Integer, Long> times = new HashMap<>();
        for (Site site : other.sites) {
            times.put(site.slot, site.times.orElse(0));
        }
        sites.forEach(site -> times.merge(site.slot, site.times.orElse(0), Long::sum));
        Edge sum = counted(slot -> times.getOrDefault(slot, 0L));
        return new Edge(interaction, sum.sites, always && other.always, condition, sum.times);
    }

    /// Whether it was counted and not seen once.
    public boolean never() {
        return times.isPresent() && times.getAsLong() == 0;
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
