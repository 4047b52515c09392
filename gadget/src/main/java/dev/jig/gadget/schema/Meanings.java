// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.schema;

import java.util.List;
import java.util.Map;

/// What a field's typedef or structure means for its column and alias.
final class Meanings {
    private static final Map<String, String> TEMPLATES =
            Map.of(
                    "gadget_pid", "pid",
                    "gadget_ppid", "ppid",
                    "gadget_tid", "tid",
                    "gadget_ptid", "ptid",
                    "gadget_comm", "comm",
                    "gadget_pcomm", "pcomm",
                    "gadget_mntns_id", "mntns_id",
                    "gadget_cgroup_id", "cgroup_id",
                    "gadget_netns_id", "netns_id");

    private static final Map<String, String> METRICS =
            Map.of(
                    "gadget_counter__u32", "counter",
                    "gadget_counter__u64", "counter",
                    "gadget_gauge__u32", "gauge",
                    "gadget_gauge__u64", "gauge",
                    "gadget_histogram_slot__u32", "histogram",
                    "gadget_histogram_slot__u64", "histogram");

    private static final List<String> HIDDEN =
            List.of("gadget_uid", "gadget_gid", "gadget_kernel_stack");

    private Meanings() {}

    static void apply(Leaf leaf, Draft draft) {
        for (String typedef : leaf.typedefs()) {
            if (TEMPLATES.containsKey(typedef)) {
                draft.template(TEMPLATES.get(typedef));
            }
            if (METRICS.containsKey(typedef)) {
                draft.preset("metrics.type", METRICS.get(typedef));
            }
        }
        if (HIDDEN.stream().anyMatch(leaf::is) || leaf.owner().equals("gadget_user_stack")) {
            draft.hide();
        }
        accountWidth(leaf, draft);
        alias(leaf.owner(), leaf.bare(), draft);
    }

    private static void accountWidth(Leaf leaf, Draft draft) {
        if (leaf.is("gadget_uid")) {
            draft.template("uid");
        }
        if (leaf.is("gadget_gid")) {
            draft.template("gid");
        }
    }

    /// Fields of the process that did it go by short names: `comm`, `user`, `ppid`.
    static void alias(String owner, String bare, Draft draft) {
        switch (owner) {
            case "gadget_process", "gadget_creds" -> draft.preset("columns.alias", bare);
            case "gadget_parent" -> draft.preset("columns.alias", "p" + bare);
            default -> {}
        }
    }
}
