// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import java.util.ArrayList;
import java.util.List;

/// A small table of text, its columns as wide as their widest cell; the last one is wrapped.
final class Table {
    private static final String INDENT = "  ";
    private static final int GAP = 2;
    private static final int NARROWEST_LAST = 20;

    private final List<List<String>> rows = new ArrayList<>();
    private final int width;

    /// @param width columns of the terminal
    Table(int width, String... header) {
        this.width = width;
        rows.add(List.of(header));
    }

    Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    @Override
    public String toString() {
        int[] widths = widths();
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            append(row, widths, text);
        }
        return text.toString();
    }

    private void append(List<String> row, int[] widths, StringBuilder text) {
        StringBuilder line = new StringBuilder(INDENT);
        int last = widths.length - 1;
        for (int i = 0; i < last; i++) {
            String cell = row.get(i);
            line.append(cell).repeat(' ', widths[i] - cell.length() + GAP);
        }
        int left = line.length();
        for (String part : HelpPage.wrap(row.get(last), Math.max(NARROWEST_LAST, width - left))) {
            line.repeat(' ', left - line.length()).append(part);
            text.append(line.toString().stripTrailing()).append('\n');
            line.setLength(0);
        }
    }

    private int[] widths() {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }
}
