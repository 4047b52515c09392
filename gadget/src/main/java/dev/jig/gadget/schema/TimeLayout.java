// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.schema;

import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A layout of times as Go writes them: how 2006-01-02 15:04:05 in the zone MST looks. A value.
///
/// @param parts in the order they are written
public record TimeLayout(List<Part> parts) {
    /// Longer layouts are refused.
    public static final int MAX_LENGTH = 100;

    /// What a reference element stands for in {@link DateTimeFormatter}'s words, the longer before
    /// those they begin with.
    private static final List<Map.Entry<String, String>> ELEMENTS =
            List.of(
                    Map.entry("January", "MMMM"),
                    Map.entry("Jan", "MMM"),
                    Map.entry("Monday", "EEEE"),
                    Map.entry("Mon", "EEE"),
                    Map.entry("MST", "zzz"),
                    Map.entry("2006", "uuuu"),
                    Map.entry("__2", "pppD"),
                    Map.entry("_2", "ppd"),
                    Map.entry("002", "DDD"),
                    Map.entry("01", "MM"),
                    Map.entry("02", "dd"),
                    Map.entry("03", "hh"),
                    Map.entry("04", "mm"),
                    Map.entry("05", "ss"),
                    Map.entry("06", "uu"),
                    Map.entry("15", "HH"),
                    Map.entry("PM", "a"),
                    Map.entry("pm", "a"),
                    Map.entry("Z07:00", "XXX"),
                    Map.entry("Z0700", "XX"),
                    Map.entry("Z07", "X"),
                    Map.entry("-07:00", "xxx"),
                    Map.entry("-0700", "xx"),
                    Map.entry("-07", "x"),
                    Map.entry("1", "M"),
                    Map.entry("2", "d"),
                    Map.entry("3", "h"),
                    Map.entry("4", "m"),
                    Map.entry("5", "s"));

    private static final Pattern FRACTION = Pattern.compile("([.,])(0+|9+)(?![0-9])");
    private static final Pattern ALLOWED =
            Pattern.compile("[ -~&&[^\"\\\\]]{1," + MAX_LENGTH + "}");
    private static final int NANO_DIGITS = 9;

    /// A piece of a time's text.
    public sealed interface Part {}

    /// An element that changes with the second at most, or a character.
    public record Text(DateTimeFormatter formatter, boolean lowerCase) implements Part {}

    /// The second's fraction: a point or comma and digits, without the last zeros, or nothing, if
    /// trimmed.
    public record Fraction(char point, int digits, boolean trimmed) implements Part {}

    /// A layout, if it is one: printable ASCII without quotes and backslashes, so that no notation
    /// has to escape it.
    public static Optional<TimeLayout> of(String layout) {
        return ALLOWED.matcher(layout).matches()
                ? Optional.of(new TimeLayout(List.copyOf(parts(layout))))
                : Optional.empty();
    }

    private static List<Part> parts(String layout) {
        List<Part> parts = new ArrayList<>();
        Matcher fraction = FRACTION.matcher(layout);
        int at = 0;
        while (at < layout.length()) {
            if (fraction.region(at, layout.length()).lookingAt()) {
                parts.add(fraction(fraction));
                at = fraction.end();
            } else {
                Map.Entry<String, String> element = elementAt(layout, at);
                parts.add(text(element));
                at += element.getKey().length();
            }
        }
        return parts;
    }

    private static Fraction fraction(Matcher found) {
        int digits = Math.min(found.group(2).length(), NANO_DIGITS);
        return new Fraction(found.group(1).charAt(0), digits, found.group(2).startsWith("9"));
    }

    /// The reference element that begins there, or else the character as it stands.
    private static Map.Entry<String, String> elementAt(String layout, int at) {
        return ELEMENTS.stream()
                .filter(element -> layout.startsWith(element.getKey(), at))
                .findFirst()
                .orElseGet(() -> Map.entry(layout.substring(at, at + 1), ""));
    }

    private static Text text(Map.Entry<String, String> element) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder();
        if (element.getValue().isEmpty()) {
            builder.appendLiteral(element.getKey());
        } else {
            builder.appendPattern(element.getValue());
        }
        return new Text(builder.toFormatter(Locale.ENGLISH), element.getKey().equals("pm"));
    }
}
