// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.image.document.Node;
import java.util.Locale;
import java.util.OptionalLong;

/// What counting has cost a run.
///
/// @param counters how many there are
/// @param slots instructions that were added, 8 bytes each
/// @param counts how often something was counted
/// @param picoseconds of counting once, as measured here; empty if that was impossible
/// @param programNanoseconds that the programs ran, counting included; empty if unknown
record Overhead(
        int counters,
        int slots,
        long counts,
        OptionalLong picoseconds,
        OptionalLong programNanoseconds) {
    private static final double PICOSECONDS = 1000;
    private static final double PERCENT = 100;

    /// One line.
    String words() {
        String line = "coverage: %d counters, %d instructions more".formatted(counters, slots);
        if (picoseconds.isEmpty()) {
            return line + "; %d counts".formatted(counts);
        }
        double each = picoseconds.getAsLong() / PICOSECONDS;
        double all = each * counts;
        String cost =
                "%s; %d counts of %s cost %s"
                        .formatted(line, counts, nanoseconds(each), nanoseconds(all));
        long programs = programNanoseconds.orElse(0);
        return programs == 0
                ? cost
                : "%s of the %s that the programs ran, %s %%"
                        .formatted(
                                cost,
                                nanoseconds((double) programs),
                                number(PERCENT * Math.min(all / programs, 1)));
    }

    private static String nanoseconds(double time) {
        if (time < PICOSECONDS) {
            return number(time) + " ns";
        }
        return time < PICOSECONDS * PICOSECONDS
                ? number(time / PICOSECONDS) + " µs"
                : number(time / PICOSECONDS / PICOSECONDS) + " ms";
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    Node document() {
        Node.Builder members =
                Node.members().put("counters", counters).put("slots", slots).put("counts", counts);
        picoseconds.ifPresent(time -> members.put("picosecondsPerCount", time));
        programNanoseconds.ifPresent(time -> members.put("programNanoseconds", time));
        return members.build();
    }
}
