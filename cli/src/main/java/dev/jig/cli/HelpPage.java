// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Lays out a help page: paragraphs and two-column lists, wrapped to a width.
final class HelpPage {
    private static final int INDENT = 2;
    private static final int GAP = 2;
    private static final int WIDEST_LEFT = 30;
    private static final int NARROWEST = 60;
    private static final int WIDEST = 100;

    /// A default value of so many characters stands with its word in one line.
    private static final int LONGEST_TOGETHER = 16;

    /// A space at which no line ends.
    private static final char NO_BREAK = '\u00a0';

    /// One line of a list: what is explained and the explanation.
    record Entry(String term, String explanation) {}

    private final StringBuilder text = new StringBuilder();
    private final Style style;
    private final int width;

    /// @param width columns of the terminal
    HelpPage(Style style, int width) {
        this.style = style;
        this.width = Math.clamp(width, NARROWEST, WIDEST);
    }

    HelpPage usage(String... lines) {
        text.append(style.bold("Usage:")).append('\n');
        for (String line : lines) {
            text.append(" ".repeat(INDENT)).append(line).append('\n');
        }
        return this;
    }

    HelpPage paragraph(String words) {
        blankLine();
        wrap(words, width).forEach(line -> text.append(line).append('\n'));
        return this;
    }

    /// A headed list; nothing if there are no entries.
    HelpPage list(String heading, List<Entry> entries) {
        if (entries.isEmpty()) {
            return this;
        }
        blankLine();
        text.append(style.bold(heading + ":")).append('\n');
        int left = left(entries);
        entries.forEach(entry -> entry(entry, left));
        return this;
    }

    /// The flags under their headings.
    HelpPage flags(List<Flag> flags) {
        Map<String, List<Entry>> byHeading = new LinkedHashMap<>();
        for (Flag flag : flags) {
            byHeading.computeIfAbsent(flag.heading(), _ -> new ArrayList<>()).add(entry(flag));
        }
        byHeading.forEach(this::list);
        return this;
    }

    /// Text that is laid out already.
    HelpPage verbatim(String heading, String lines) {
        blankLine();
        text.append(style.bold(heading + ":")).append('\n');
        lines.lines().forEach(l -> text.append(" ".repeat(INDENT)).append(l).append('\n'));
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void blankLine() {
        if (!text.isEmpty()) {
            text.append('\n');
        }
    }

    private void entry(Entry entry, int left) {
        List<String> lines =
                wrap(entry.explanation(), width - left).stream()
                        .map(line -> line.replace(NO_BREAK, ' '))
                        .toList();
        text.append(" ".repeat(INDENT)).append(entry.term());
        int column = INDENT + entry.term().length();
        if (column + GAP > left) {
            text.append('\n');
            column = 0;
        }
        for (String line : lines) {
            text.append(line.isEmpty() ? "" : " ".repeat(left - column)).append(line).append('\n');
            column = 0;
        }
    }

    private static int left(List<Entry> entries) {
        int longest = 0;
        for (Entry entry : entries) {
            int length = entry.term().length();
            if (length <= WIDEST_LEFT) {
                longest = Math.max(longest, length);
            }
        }
        return INDENT + longest + GAP;
    }

    private static Entry entry(Flag flag) {
        StringBuilder term = new StringBuilder();
        flag.names().stream()
                .sorted(Comparator.comparing(name -> name.length() > 2))
                .forEach(name -> term.append(term.isEmpty() ? "" : ", ").append(name));
        if (flag.takesValue()) {
            term.append(' ').append(flag.label());
        }
        boolean shortName = flag.names().stream().anyMatch(n -> n.length() == 2);
        return new Entry((shortName ? "" : "    ") + term, explanation(flag));
    }

    private static String explanation(Flag flag) {
        StringBuilder words = new StringBuilder(flag.description());
        if (!flag.choices().isEmpty()) {
            words.append(": ").append(String.join(", ", flag.choices()));
        }
        if (tellsDefault(flag)) {
            String value = flag.defaultValue();
            String off = flag.takesValue() ? "" : ", off by " + flag.name() + "=false";
            char space = value.length() <= LONGEST_TOGETHER ? NO_BREAK : ' ';
            words.append(" (default:").append(space).append(value).append(off).append(')');
        }
        return words.toString();
    }

    /// Not what goes without saying: switches are off.
    private static boolean tellsDefault(Flag flag) {
        String value = flag.defaultValue();
        boolean off = !flag.takesValue() && value.equals("false");
        return !value.isEmpty() && !off;
    }

    /// At least one line, even of no words.
    static List<String> wrap(String words, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words.strip().split("\\s+", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
