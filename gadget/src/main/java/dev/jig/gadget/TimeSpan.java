// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Times as people write them: `5`, `0.5`, `500ms`, `10s`, `1m`, `1h30m`.
public final class TimeSpan {
    /// More digits than any sensible time has.
    private static final int LONGEST = 20;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final String text;
    private final long bareMillis;
    private int at;

    private TimeSpan(String text, ChronoUnit bare) {
        this.text = text;
        this.bareMillis = bare.getDuration().toMillis();
    }

    /// A time, rounded up to milliseconds; empty if the text is none.
    ///
    /// @param bare the unit of a number alone
    public static Optional<Duration> parse(String text, ChronoUnit bare) {
        try {
            long nanos = new TimeSpan(text, bare).nanos();
            return Optional.of(Duration.ofMillis(Math.ceilDiv(nanos, NANOS_PER_MILLI)));
        } catch (NumberFormatException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private long nanos() {
        if (text.isEmpty() || text.length() > LONGEST) {
            throw bad();
        }
        long nanos = 0;
        while (at < text.length()) {
            boolean first = at == 0;
            String number = digits();
            boolean point = at < text.length() && text.charAt(at) == '.';
            at += point ? 1 : 0;
            String fraction = point ? digits() : "";
            String unit = letters();
            if (unit.isEmpty() && !(first && at == text.length())) {
                throw bad();
            }
            nanos = Math.addExact(nanos, nanos(number, fraction, unitMillis(unit)));
        }
        return nanos;
    }

    private long nanos(String number, String fraction, long unitMillis) {
        if (number.isEmpty() && fraction.isEmpty()) {
            throw bad();
        }
        long unit = unitMillis * NANOS_PER_MILLI;
        long nanos = number.isEmpty() ? 0 : Math.multiplyExact(Long.parseLong(number), unit);
        for (int place = 0; place < fraction.length(); place++) {
            unit /= 10;
            nanos = Math.addExact(nanos, (fraction.charAt(place) - '0') * unit);
        }
        return nanos;
    }

    private String digits() {
        int start = at;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private String letters() {
        int start = at;
        while (at < text.length() && !isDigit(text.charAt(at)) && text.charAt(at) != '.') {
            at++;
        }
        return text.substring(start, at);
    }

    private long unitMillis(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "" -> bareMillis;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> throw bad();
        };
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private NumberFormatException bad() {
        return new NumberFormatException(text);
    }
}
