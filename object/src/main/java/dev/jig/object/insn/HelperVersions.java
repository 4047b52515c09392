// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.insn;

import java.util.Map;
import java.util.TreeMap;

/// Which mainline version brought which helper. Numbers were only ever added at the end.
public final class HelperVersions {
    private static final TreeMap<Integer, String> SINCE =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry(1, "3.19"),
                            Map.entry(4, "4.1"),
                            Map.entry(12, "4.2"),
                            Map.entry(17, "4.3"),
                            Map.entry(23, "4.4"),
                            Map.entry(26, "4.5"),
                            Map.entry(27, "4.6"),
                            Map.entry(31, "4.8"),
                            Map.entry(37, "4.9"),
                            Map.entry(42, "4.10"),
                            Map.entry(45, "4.11"),
                            Map.entry(46, "4.12"),
                            Map.entry(48, "4.13"),
                            Map.entry(51, "4.14"),
                            Map.entry(54, "4.15"),
                            Map.entry(58, "4.16"),
                            Map.entry(60, "4.17"),
                            Map.entry(65, "4.18"),
                            Map.entry(81, "4.19"),
                            Map.entry(84, "4.20"),
                            Map.entry(91, "5.0"),
                            Map.entry(93, "5.1"),
                            Map.entry(99, "5.2"),
                            Map.entry(109, "5.3"),
                            Map.entry(111, "5.5"),
                            Map.entry(119, "5.6"),
                            Map.entry(120, "5.7"),
                            Map.entry(125, "5.8"),
                            Map.entry(136, "5.9"),
                            Map.entry(142, "5.10"),
                            Map.entry(156, "5.11"),
                            Map.entry(163, "5.12"),
                            Map.entry(164, "5.13"),
                            Map.entry(166, "5.14"),
                            Map.entry(173, "5.15"),
                            Map.entry(176, "5.16"),
                            Map.entry(180, "5.17"),
                            Map.entry(186, "5.18"),
                            Map.entry(194, "5.19"),
                            Map.entry(204, "6.0"),
                            Map.entry(208, "6.1"),
                            Map.entry(210, "6.2")));

    private HelperVersions() {}

    /// The version, as `5.8`.
    ///
    /// @param helper the number of `enum bpf_func_id`, from 1 on
    public static String since(int helper) {
        return SINCE.floorEntry(helper).getValue();
    }
}
