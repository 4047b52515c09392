// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.metadata;

import dev.jig.gadget.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The annotations something can have. A key of somebody else's (`example.com/unit`, `team.owner`)
/// is let through; one that looks like a slip of ours is not.
///
/// @param known keys in lower case; one that ends with a dot stands for all that begin with it
/// @param ours what stands before the first dot of our keys
record AnnotationKeys(List<String> known, Set<String> ours) {
    /// Those of fields.
    static final AnnotationKeys FIELD =
            of(
                    "description",
                    "template",
                    "value.one-of",
                    "json.skip",
                    "columns.width",
                    "columns.minwidth",
                    "columns.maxwidth",
                    "columns.alignment",
                    "columns.ellipsis",
                    "columns.hidden",
                    "columns.fixed",
                    "columns.hex",
                    "columns.alias",
                    "columns.precision",
                    "columns.replace",
                    "formatters.timestamp.target",
                    "formatters.timestamp.format",
                    "formatters.signal.target",
                    "formatters.errno.target",
                    "formatters.syscall.target",
                    "formatters.bytes.target",
                    "formatters.duration.target",
                    "formatters.file_mode.target",
                    "formatters.file_flags.target",
                    "ebpf.formatter.enum",
                    "ebpf.formatter.bitfield.separator",
                    "ebpf.formatter.kstack",
                    "uidgidresolver.target",
                    "strings.length",
                    "metrics.type",
                    "metrics.name",
                    "metrics.unit",
                    "metrics.description",
                    "metrics.boundaries",
                    "pcap.interface-key",
                    "pcap.interface-var",
                    "profiles.sample-attribute");

    /// Those of data sources.
    static final AnnotationKeys DATA_SOURCE =
            of(
                    "cli.supported-output-modes",
                    "cli.default-output-mode",
                    "cli.clear-screen-before",
                    "ebpf.map.flush-on-stop",
                    "ebpf.iter.fetch-on-stop",
                    "ebpf.rest.name",
                    "ebpf.rest.len",
                    "env.fields.",
                    "fetch-interval",
                    "fetch-count",
                    "map-fetch-interval",
                    "map-fetch-count",
                    "metrics.collect",
                    "metrics.print",
                    "metrics.implicit-counter.name",
                    "metrics.implicit-counter.description",
                    "kubenameresolver.enable",
                    "generate_networkpolicy.enable",
                    "logs.name",
                    "logs.severity",
                    "logs.body",
                    "logs.array-handling",
                    "profiles.stack-fields",
                    "profiles.value-field",
                    "profiles.name",
                    "profiles.type",
                    "profiles.unit",
                    "pcap.payload",
                    "pcap.timestamp",
                    "pcap.packet-length");

    /// A key within so many mistakes of one of ours is a slip.
    private static final int SLIPS = 2;

    private static AnnotationKeys of(String... known) {
        Set<String> ours =
                Arrays.stream(known)
                        .filter(key -> key.contains("."))
                        .map(key -> key.substring(0, key.indexOf('.')))
                        .collect(Collectors.toSet());
        return new AnnotationKeys(List.of(known), ours);
    }

    void check(YamlErrors errors, String path, YamlNode.Entry annotation) {
        if (!taken(annotation.key().toLowerCase(Locale.ROOT))) {
            throw errors.unknown(annotation.line(), "annotation", annotation.key(), path, known);
        }
    }

    private boolean taken(String key) {
        if (known.stream().anyMatch(k -> k.equals(key) || (k.endsWith(".") && key.startsWith(k)))) {
            return true;
        }
        int dot = key.indexOf('.');
        return dot > 0
                && !ours.contains(key.substring(0, dot))
                && Suggestion.closest(key, known, SLIPS).isEmpty();
    }
}
