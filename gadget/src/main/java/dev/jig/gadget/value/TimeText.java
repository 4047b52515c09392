// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import dev.jig.gadget.names.NameSource;
import java.lang.foreign.Arena;
import java.time.Instant;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/// Local time with nanoseconds, `2006-01-02T15:04:05.000000000+01:00`. The text of the last second
/// is kept, so that most times cost nine digits; the zone's distance from UTC is kept until its
/// next change. Not safe for use by several threads.
public final class TimeText {
    /// The most bytes of a time.
    static final int MAX_BYTES = 35 + Memory.SLACK;

    private static final int NANOS_PER_SECOND = 1_000_000_000;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final int SECONDS_PER_HOUR = 3600;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int DAYS_TO_1970 = 719_468;
    private static final int DAYS_PER_ERA = 146_097;
    private static final int YEARS_PER_ERA = 400;

    /// Bytes of `2006-01-02T15:04:05.`.
    private static final int SECOND_BYTES = 20;

    private final NameSource names;
    private final ZoneRules rules;

    private long now;

    private long secondStart;
    private long dateWord;
    private long hourWord;
    private long secondWord;
    private long zoneWord;
    private int zoneBytes;

    private long zoneFrom = Long.MAX_VALUE;
    private long zoneUntil = Long.MIN_VALUE;
    private int zoneSeconds;

    TimeText(NameSource names) {
        this.names = names;
        this.rules = names.zone().getRules();
        try (Arena arena = Arena.ofConfined()) {
            startSecond(0, arena.allocate(MAX_BYTES).address());
        }
    }

    /// Begins an event: stamps of 0 mean the same moment until the next call.
    public void startEvent() {
        now = 0;
    }

    /// Nanoseconds since 1970 of a stamp of the boot-time clock.
    public long unixNanos(long bootStamp) {
        if (bootStamp != 0) {
            return names.unixNanos(bootStamp);
        }
        if (now == 0) {
            now = names.unixNanos(0);
        }
        return now;
    }

    /// Writes a time.
    ///
    /// @return where it ends
    long write(long unixNanos, long to) {
        long out = Memory.address(to);
        long nanos = unixNanos - secondStart;
        if (nanos < 0 || nanos >= NANOS_PER_SECOND) {
            nanos = Math.floorMod(unixNanos, NANOS_PER_SECOND);
            startSecond(unixNanos - nanos, out);
        }
        Memory.putWord(out, dateWord);
        Memory.putWord(out + 8, hourWord);
        Memory.putWord(out + 16, secondWord);
        long end = Digits.nine((int) nanos, out + SECOND_BYTES);
        Memory.putWord(end, zoneWord);
        return end + zoneBytes;
    }

    private void startSecond(long start, long scratch) {
        secondStart = start;
        long seconds = Math.floorDiv(start, NANOS_PER_SECOND);
        if (seconds < zoneFrom || seconds >= zoneUntil) {
            startZone(seconds, scratch);
        }
        long local = seconds + zoneSeconds;
        long day = Math.floorDiv(local, SECONDS_PER_DAY);
        writeSecond(writeDate(day, scratch), (int) (local - day * SECONDS_PER_DAY));
        dateWord = Memory.word(scratch);
        hourWord = Memory.word(scratch + 8);
        secondWord = Memory.word(scratch + 16);
    }

    private void startZone(long seconds, long scratch) {
        Instant instant = Instant.ofEpochSecond(seconds);
        zoneSeconds = rules.getOffset(instant).getTotalSeconds();
        zoneFrom = orElse(rules.previousTransition(instant.plusSeconds(1)), Long.MIN_VALUE);
        zoneUntil = orElse(rules.nextTransition(instant), Long.MAX_VALUE);
        zoneBytes = (int) (writeZone(zoneSeconds / SECONDS_PER_MINUTE, scratch) - scratch);
        zoneWord = Memory.word(scratch);
    }

    private static long orElse(@Nullable ZoneOffsetTransition transition, long none) {
        return transition == null ? none : transition.toEpochSecond();
    }

    private static long writeZone(int minutes, long out) {
        if (minutes == 0) {
            return put('Z', out);
        }
        long hour = put(minutes < 0 ? '-' : '+', out);
        int distance = Math.abs(minutes);
        return Digits.two(distance % 60, put(':', Digits.two(distance / 60, hour)));
    }

    /// The calendar date of a day since 1970-01-01: years are counted from March, so that the leap
    /// day is the last one, in eras of 400 years.
    private static long writeDate(long day, long out) {
        long shifted = day + DAYS_TO_1970;
        long era = Math.floorDiv(shifted, DAYS_PER_ERA);
        int dayOfEra = (int) (shifted - era * DAYS_PER_ERA);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        int year = (int) (yearOfEra + era * YEARS_PER_ERA) + (month <= 2 ? 1 : 0);
        long monthAt = put('-', Digits.four(year, out));
        return Digits.two(dayOfMonth, put('-', Digits.two(month, monthAt)));
    }

    private static void writeSecond(long out, int secondOfDay) {
        long hour = put('T', out);
        long minute = put(':', Digits.two(secondOfDay / SECONDS_PER_HOUR, hour));
        int minuteOfHour = secondOfDay % SECONDS_PER_HOUR / SECONDS_PER_MINUTE;
        long second = put(':', Digits.two(minuteOfHour, minute));
        put('.', Digits.two(secondOfDay % SECONDS_PER_MINUTE, second));
    }

    private static long put(char character, long out) {
        Memory.putByte(out, character);
        return out + 1;
    }
}
