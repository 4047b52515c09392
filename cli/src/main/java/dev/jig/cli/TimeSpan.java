// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.gadget.UsageException;
import java.time.Duration;

/// Times as users write them: `5` (seconds), `0.5`, `500ms`, `10s`, `1m`, `1h30m`.
final class TimeSpan {
    /// More digits than any sensible time has.
    private static final int LONGEST = 20;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final String flag;
    private final String text;
    private int at;

    private TimeSpan(String flag, String text) {
        this.flag = flag;
        this.text = text;
    }

    /// Rounds up to milliseconds.
    ///
    /// @param flag what messages call the value
    /// @throws UsageException if the text is not a time
    static Duration parse(String flag, String text) {
        TimeSpan span = new TimeSpan(flag, text);
        try {
            return Duration.ofMillis(Math.ceilDiv(span.nanos(), NANOS_PER_MILLI));
        } catch (NumberFormatException | ArithmeticException e) {
            throw span.bad();
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
            case "", "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> throw bad();
        };
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private UsageException bad() {
        return new UsageException(
                flag + ": \"" + text + "\" is not a time (seconds, or 500ms, 10s, 5m, 1h)");
    }
}
