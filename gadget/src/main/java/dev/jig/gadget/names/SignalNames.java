// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.names;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Names of signals of x86-64 and arm64 (include/uapi/asm-generic/signal.h); real-time signals
/// count from 34 as the C library does, since it keeps 32 and 33 for itself. Safe for use by
/// several threads; lookups by number allocate nothing.
public final class SignalNames {
    /// The highest signal.
    public static final int MAX = 64;

    private static final int RTMIN = 34;

    private static final NameTable TABLE =
            NameTable.parse(
                    "SIG",
                    """
                    1: HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT
                    17: CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS
                    34: RTMIN\
                    """
                            + realTime());

    private SignalNames() {}

    private static String realTime() {
        IntStream between = IntStream.range(RTMIN + 1, MAX);
        String names = between.mapToObj(n -> " RTMIN+" + (n - RTMIN)).reduce("", String::concat);
        return names + " RTMAX";
    }

    /// `SIGTERM`, `SIGRTMIN+3`; null if the number has no name. The array is shared and must not be
    /// changed.
    public static byte @Nullable [] utf8(long signal) {
        return TABLE.utf8(signal);
    }

    /// The number that a user means by `15`, `SIGTERM`, `term`, `SIGRTMIN+3`, `rtmax-1`, `SIGPOLL`;
    /// empty if none.
    public static OptionalInt parse(String text) {
        if (text.matches("[0-9]{1,4}")) {
            int number = Integer.parseInt(text);
            return number <= MAX ? OptionalInt.of(number) : OptionalInt.empty();
        }
        String name = text.toUpperCase(Locale.ROOT);
        return byName(name.startsWith("SIG") ? name.substring(3) : name);
    }

    private static OptionalInt byName(String bare) {
        return switch (bare) {
            case "POLL" -> OptionalInt.of(29);
            case "IOT" -> OptionalInt.of(6);
            case "CLD" -> OptionalInt.of(17);
            default -> bare.startsWith("RTM") ? realTime(bare) : TABLE.number("SIG" + bare);
        };
    }

    private static OptionalInt realTime(String bare) {
        boolean fromLowest = bare.matches("RTMIN(\\+[0-9]{1,2})?");
        if (!fromLowest && !bare.matches("RTMAX(-[0-9]{1,2})?")) {
            return OptionalInt.empty();
        }
        int distance = bare.length() == 5 ? 0 : Integer.parseInt(bare, 6, bare.length(), 10);
        int number = fromLowest ? RTMIN + distance : MAX - distance;
        return number < RTMIN || number > MAX ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /// Names of the signals that are not real-time ones, and the bounds of those that are.
    public static List<String> common() {
        Stream<String> all = TABLE.names().stream();
        return all.filter(name -> !name.startsWith("SIGRTMIN+")).toList();
    }
}
