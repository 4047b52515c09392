// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.param;

import dev.jig.gadget.metadata.GadgetMetadata.ParamSettings;
import java.util.List;
import java.util.Map;

/// Params whose variables stand in the headers all gadgets share, so that no `gadget.yaml` has to
/// describe them.
final class CommonParams {
    private static final Map<String, ParamSettings> BY_VARIABLE =
            Map.of(
                    "targ_pid",
                    param("pid", "Show only events of this process id, 0 for all"),
                    "targ_tid",
                    param("tid", "Show only events of this thread id, 0 for all"),
                    "targ_uid",
                    param("uid", "Show only events of this user id, 4294967295 for all"),
                    "targ_gid",
                    param("gid", "Show only events of this group id, 4294967295 for all"),
                    "targ_comm",
                    param("comm", "Show only events of processes of this name, at most 15 bytes"),
                    "collect_ustack",
                    param("collect-ustack", "Collect user stacks"),
                    "collect_build_id",
                    param("collect-build-id", "Collect build ids of the files in user stacks"),
                    "collect_otel_stack",
                    param("collect-otel-stack", "Collect stacks by the OpenTelemetry profiler"));

    private CommonParams() {}

    private static ParamSettings param(String key, String description) {
        return new ParamSettings(key, null, description, "", "", "", List.of());
    }

    static boolean isCommon(String variable) {
        return BY_VARIABLE.containsKey(variable);
    }

    /// What is known of a variable; of one that is not common its name is the key.
    static ParamSettings settings(String variable) {
        ParamSettings known = BY_VARIABLE.get(variable);
        return known == null ? param(variable, "") : known;
    }
}
