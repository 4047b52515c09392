// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.metadata;

import java.util.List;

/// A YAML document as texts, lists and mappings, each with the line it starts in. Nothing is
/// interpreted: `true` and `8` are texts.
sealed interface YamlNode {
    /// Counted from 1.
    int line();

    /// @param plain whether it was written without quotes
    record Text(String value, boolean plain, int line) implements YamlNode {}

    record Sequence(List<YamlNode> items, int line) implements YamlNode {}

    record Mapping(List<Entry> entries, int line) implements YamlNode {}

    record Entry(String key, int line, YamlNode value) {}
}
