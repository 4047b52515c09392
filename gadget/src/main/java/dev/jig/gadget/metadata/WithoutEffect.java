// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.metadata;

import dev.jig.gadget.metadata.GadgetMetadata.DataSourceSettings;
import dev.jig.gadget.metadata.GadgetMetadata.FieldSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a `gadget.yaml` says to other tools: jig knows it, checks that it is no slip, and does
/// nothing with it.
public final class WithoutEffect {
    /// What keys begin with, and why they do nothing.
    private static final Map<String, String> REASONS =
            Map.of(
                    "metrics.", "jig exports no metrics",
                    "logs.", "jig sends no logs",
                    "profiles.", "jig exports no profiles",
                    "pcap.", "jig writes no packets",
                    "kubenameresolver.", "jig asks no API server",
                    "generate_networkpolicy.", "jig makes no network policies",
                    "enable-containers-datasource", "jig list-containers --watch shows them",
                    "operator.", "jig has no such operator");

    private final List<String> lines = new ArrayList<>();

    private WithoutEffect() {}

    /// One line for each such setting: `metrics.collect of data source exec: jig exports no
    /// metrics`.
    public static List<String> of(GadgetMetadata metadata) {
        WithoutEffect found = new WithoutEffect();
        found.add(metadata.annotations(), "");
        metadata.dataSources().forEach(found::add);
        metadata.operators().keySet().forEach(key -> found.add(Map.of("operator." + key, ""), ""));
        return List.copyOf(found.lines);
    }

    private void add(String source, DataSourceSettings settings) {
        add(settings.annotations(), " of data source " + source);
        for (Map.Entry<String, FieldSettings> field : settings.fields().entrySet()) {
            add(field.getValue().annotations(), " of field " + source + "." + field.getKey());
        }
    }

    private void add(Map<String, String> annotations, String where) {
        for (String key : annotations.keySet()) {
            REASONS.forEach((start, why) -> {
                if (key.startsWith(start)) {
                    lines.add(key + where + ": " + why);
                }
            });
        }
    }
}
