// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The word a user probably meant.
public final class Suggestion {
    /// Longer words are not compared: they come from outside.
    private static final int MAX_LENGTH = 128;

    private static final int LETTERS_PER_MISTAKE = 3;

    private Suggestion() {}

    /// The candidate with the fewest typing mistakes, one mistake a started three letters allowed;
    /// upper and lower case are the same. The part before a dot that both have in common is left
    /// out of account.
    public static Optional<String> closest(String word, Collection<String> candidates) {
        return closest(word, candidates, MAX_LENGTH);
    }

    /// The same with so many mistakes at most.
    public static Optional<String> closest(
            String word, Collection<String> candidates, int mistakes) {
        if (word.isEmpty() || word.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        return candidates.stream()
                .filter(candidate -> candidate.length() <= MAX_LENGTH)
                .filter(candidate ->
                        distance(word, candidate) <= Math.min(mistakes, allowed(word, candidate)))
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
    }

    private static int allowed(String word, String candidate) {
        int dot = word.lastIndexOf('.') + 1;
        int known = word.regionMatches(true, 0, candidate, 0, dot) ? dot : 0;
        return (word.length() - known + LETTERS_PER_MISTAKE - 1) / LETTERS_PER_MISTAKE;
    }

    /// ` (did you mean "pid"?)`, or nothing.
    public static String hint(String word, Collection<String> candidates) {
        return closest(word, candidates)
                .map(found -> " (did you mean \"" + found + "\"?)")
                .orElse("");
    }

    /// Insertions, deletions, replacements and swaps of neighbours that make one word the other.
    static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = row(a, b, i, last, beforeLast);
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }

    private static int[] row(String a, String b, int i, int[] last, int[] beforeLast) {
        int[] row = new int[b.length() + 1];
        row[0] = i;
        for (int j = 1; j <= b.length(); j++) {
            boolean same = a.charAt(i - 1) == b.charAt(j - 1);
            row[j] = Math.min(last[j - 1] + (same ? 0 : 1), 1 + Math.min(last[j], row[j - 1]));
            if (i > 1 && j > 1 && swapped(a, b, i, j)) {
                row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
            }
        }
        return row;
    }

    private static boolean swapped(String a, String b, int i, int j) {
        return a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    }
}
