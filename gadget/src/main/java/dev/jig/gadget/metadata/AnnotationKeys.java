// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.metadata;

import dev.jig.gadget.Suggestion;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The annotations a field can have. A key of somebody else's (`example.com/unit`, `team.owner`) is
/// let through; one that looks like a slip of ours is not.
final class AnnotationKeys {
    private static final List<String> KNOWN =
            List.of(
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

    private static final Set<String> OURS =
            Set.of(
                    "columns",
                    "ebpf",
                    "formatters",
                    "json",
                    "metrics",
                    "pcap",
                    "profiles",
                    "strings",
                    "uidgidresolver",
                    "value");

    /// A key within so many mistakes of one of ours is a slip.
    private static final int SLIPS = 2;

    private AnnotationKeys() {}

    static void check(YamlErrors errors, String path, YamlNode.Entry annotation) {
        if (!taken(annotation.key().toLowerCase(Locale.ROOT))) {
            throw errors.unknown(annotation.line(), "annotation", annotation.key(), path, KNOWN);
        }
    }

    private static boolean taken(String key) {
        if (KNOWN.contains(key)) {
            return true;
        }
        int dot = key.indexOf('.');
        return dot > 0
                && !OURS.contains(key.substring(0, dot))
                && Suggestion.closest(key, KNOWN, SLIPS).isEmpty();
    }
}
