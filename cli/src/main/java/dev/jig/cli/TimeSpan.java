// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.gadget.UsageException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/// Times as users write them: `5` (seconds), `0.5`, `500ms`, `10s`, `1m`, `1h30m`.
final class TimeSpan {
    /// More digits than any sensible time has, and few enough to compute with.
    private static final int LONGEST = 20;

    private static final BigDecimal LONGEST_MILLIS = BigDecimal.valueOf(Long.MAX_VALUE / 1_000_000);

    private final String flag;
    private final String text;
    private int at;

    private TimeSpan(String flag, String text) {
        this.flag = flag;
        this.text = text;
    }

    /// @param flag what messages call the value
    /// @throws UsageException if the text is not a time
    static Duration parse(String flag, String text) {
        return new TimeSpan(flag, text).parse();
    }

    private Duration parse() {
        if (text.isEmpty() || text.length() > LONGEST) {
            throw bad();
        }
        BigDecimal millis = BigDecimal.ZERO;
        while (at < text.length()) {
            boolean first = at == 0;
            BigDecimal number = number();
            String unit = letters();
            if (unit.isEmpty() && !(first && at == text.length())) {
                throw bad();
            }
            millis = millis.add(number.multiply(BigDecimal.valueOf(unitMillis(unit))));
        }
        if (millis.compareTo(LONGEST_MILLIS) > 0) {
            throw bad();
        }
        return Duration.ofMillis(millis.setScale(0, RoundingMode.UP).longValueExact());
    }

    private BigDecimal number() {
        int start = at;
        while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        try {
            return new BigDecimal(text.substring(start, at));
        } catch (NumberFormatException e) {
            throw bad();
        }
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
