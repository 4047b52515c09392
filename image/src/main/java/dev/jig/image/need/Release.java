// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.need;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A mainline release of the kernel: `5.8`.
public record Release(int major, int minor) implements Comparable<Release> {
    private static final Comparator<Release> ORDER =
            Comparator.comparingInt(Release::major).thenComparingInt(Release::minor);
    private static final Pattern START = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(\\D.*)?");

    /// The release that a text begins with: 6.12 of `6.12.5-amd64`.
    public static Optional<Release> in(String text) {
        Matcher matcher = START.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new Release(
                                Integer.parseInt(matcher.group(1)),
                                Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /// @param text `5.8`
    static Release of(String text) {
        return in(text).orElseThrow(() -> new IllegalArgumentException(text));
    }

    public boolean atLeast(Release other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(Release other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
