// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.proc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// CPU numbers as the files under `/sys/devices/system/cpu` list them: `0-3,8,10-11`.
public final class CpuList {
    /// More than any kernel is built for (`CONFIG_NR_CPUS`).
    private static final int LIMIT = 1 << 16;

    private CpuList() {}

    /// The numbers, ascending.
    ///
    /// @throws IllegalArgumentException if the text is no such list
    public static List<Integer> parse(String text) {
        Set<Integer> cpus = new TreeSet<>();
        for (String range : text.strip().split(",", -1)) {
            addRange(range.strip(), text, cpus);
        }
        return Collections.unmodifiableList(new ArrayList<>(cpus));
    }

    private static void addRange(String range, String text, Set<Integer> cpus) {
        int dash = range.indexOf('-');
        int first = number(dash < 0 ? range : range.substring(0, dash), text);
        int last = dash < 0 ? first : number(range.substring(dash + 1), text);
        for (int cpu = first; cpu <= last; cpu++) {
            cpus.add(cpu);
        }
    }

    private static int number(String digits, String text) {
        try {
            int number = Integer.parseInt(digits);
            if (number >= 0 && number < LIMIT) {
                return number;
            }
        } catch (NumberFormatException wrong) {
            // said below
        }
        throw new IllegalArgumentException("not a list of CPUs: " + text.strip());
    }
}
