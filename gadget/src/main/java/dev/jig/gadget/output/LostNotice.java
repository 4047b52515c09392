// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

/// How JSON and YAML say that events were lost.
///
/// @param source the data source's name
record LostNotice(OutputMode mode, String source) {
    /// A document of its own, line break included.
    String text(long newly, long total) {
        return switch (mode) {
            case JSON -> json("", "", "", newly, total) + "\n";
            case JSONPRETTY -> json("\n  ", "\n    ", " ", newly, total) + "\n";
            case YAML -> yaml(newly, total);
            case COLUMNS, NONE -> "";
        };
    }

    private String json(String outer, String inner, String space, long newly, long total) {
        String end = outer.isEmpty() ? "" : "\n";
        return "{%s\"jig.lost\":%s{%s\"datasource\":%s\"%s\",%s\"lost\":%s%d,%s\"total\":%s%d%s}%s}"
                .formatted(
                        outer,
                        space,
                        inner,
                        space,
                        JsonNotation.STRINGS.of(source),
                        inner,
                        space,
                        newly,
                        inner,
                        space,
                        total,
                        outer,
                        end);
    }

    private String yaml(long newly, long total) {
        return "---\njig.lost:\n  datasource: %s\n  lost: %d\n  total: %d\n"
                .formatted(YamlNotation.STRINGS.of(source), newly, total);
    }
}
