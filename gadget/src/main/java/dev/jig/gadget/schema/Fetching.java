// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.schema;

import dev.jig.gadget.MalformedGadgetException;
import dev.jig.gadget.TimeSpan;
import dev.jig.gadget.metadata.GadgetMetadata.DataSourceSettings;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Pattern;

/// When a data source that has to be asked is asked: iterators, the entries of a map. A value.
///
/// @param interval between two times; zero for once and no more
/// @param count how many times, 0 for as long as the gadget runs
/// @param onStop whether it is asked once more when the run ends
public record Fetching(Duration interval, long count, boolean onStop) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    public Fetching {
        count = interval.isZero() ? 1 : count;
    }

    /// Iterators are read once unless gadget.yaml says how often.
    ///
    /// @throws MalformedGadgetException if it says what is no time or number
    public static Fetching ofIterators(String source, DataSourceSettings settings) {
        return new Reader(source, settings.annotations())
                .read("fetch-interval", "fetch-count", "ebpf.iter.fetch-on-stop", "0");
    }

    /// Entries of maps are taken out every second unless gadget.yaml says how often.
    ///
    /// @throws MalformedGadgetException if it says what is no time or number
    public static Fetching ofEntries(String source, DataSourceSettings settings) {
        return new Reader(source, settings.annotations())
                .read("map-fetch-interval", "map-fetch-count", "ebpf.map.flush-on-stop", "1s");
    }

    private record Reader(String source, Map<String, String> annotations) {
        Fetching read(String interval, String count, String onStop, String usual) {
            return new Fetching(
                    time(interval, usual),
                    number(count),
                    Boolean.parseBoolean(annotations.getOrDefault(onStop, "false")));
        }

        private Duration time(String key, String usual) {
            String text = annotations.getOrDefault(key, usual);
            return TimeSpan.parse(text, ChronoUnit.MILLIS)
                    .orElseThrow(() -> bad(key, text, "no time (500ms, 2s, 1m)"));
        }

        private long number(String key) {
            String text = annotations.getOrDefault(key, "0");
            if (!NUMBER.matcher(text).matches()) {
                throw bad(key, text, "no number");
            }
            return Long.parseLong(text);
        }

        private MalformedGadgetException bad(String key, String text, String fact) {
            return new SchemaErrors(source).error("%s \"%s\" is %s".formatted(key, text, fact));
        }
    }
}
