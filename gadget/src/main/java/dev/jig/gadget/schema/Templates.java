// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.schema;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// Named sets of column annotations that fields of one meaning share.
final class Templates {
    private static final String HIDDEN = "columns.hidden";
    private static final String WIDTH = "columns.width";
    private static final String MIN = "columns.minwidth";
    private static final String MAX = "columns.maxwidth";
    private static final String ALIGNMENT = "columns.alignment";
    private static final String ELLIPSIS = "columns.ellipsis";

    private static final Map<String, Map<String, String>> BY_NAME =
            Map.ofEntries(
                    Map.entry(
                            "timestamp",
                            Map.of(WIDTH, "35", MAX, "35", ELLIPSIS, "end", HIDDEN, "true")),
                    Map.entry("bytes", Map.of(WIDTH, "10", ALIGNMENT, "right")),
                    Map.entry("duration", Map.of(WIDTH, "20", ALIGNMENT, "right")),
                    Map.entry("node", Map.of(WIDTH, "30", ELLIPSIS, "middle")),
                    Map.entry("pod", Map.of(WIDTH, "30", ELLIPSIS, "middle")),
                    Map.entry("container", Map.of(WIDTH, "30")),
                    Map.entry("namespace", Map.of(WIDTH, "30")),
                    Map.entry("containerimagename", Map.of(WIDTH, "30")),
                    Map.entry("containerimagedigest", Map.of(WIDTH, "30")),
                    Map.entry(
                            "containerpid", Map.of(WIDTH, "6", ALIGNMENT, "right", HIDDEN, "true")),
                    Map.entry("containerstartedat", Map.of(WIDTH, "35", HIDDEN, "true")),
                    Map.entry("comm", Map.of(MAX, "16")),
                    Map.entry("pcomm", Map.of(MAX, "16", HIDDEN, "true")),
                    Map.entry("pid", Map.of(MIN, "7", ALIGNMENT, "right")),
                    Map.entry("ppid", Map.of(MIN, "7", ALIGNMENT, "right", HIDDEN, "true")),
                    Map.entry("tid", Map.of(MIN, "7", ALIGNMENT, "right")),
                    Map.entry("ptid", Map.of(MIN, "7", ALIGNMENT, "right", HIDDEN, "true")),
                    Map.entry("uid", Map.of(MIN, "8", ALIGNMENT, "right")),
                    Map.entry("gid", Map.of(MIN, "8", ALIGNMENT, "right")),
                    Map.entry("ns", Map.of(WIDTH, "12", ALIGNMENT, "right", HIDDEN, "true")),
                    Map.entry("mntns_id", Map.of(WIDTH, "12", ALIGNMENT, "right", HIDDEN, "true")),
                    Map.entry("cgroup_id", Map.of(WIDTH, "12", ALIGNMENT, "right", HIDDEN, "true")),
                    Map.entry("netns_id", Map.of(WIDTH, "12", ALIGNMENT, "right", HIDDEN, "true")),
                    Map.entry(
                            "l4endpoint",
                            Map.of(WIDTH, "40", MIN, "22", MAX, "52", ELLIPSIS, "middle")),
                    Map.entry("syscall", Map.of(WIDTH, "18", MAX, "28")),
                    Map.entry("errorstring", Map.of(WIDTH, "12")),
                    Map.entry("user_stack", Map.of(HIDDEN, "true")));

    private Templates() {}

    /// The annotations of a template; its name in lower case.
    static Optional<Map<String, String>> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    static Collection<String> names() {
        return BY_NAME.keySet();
    }
}
