// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.schema.Column;
import java.util.List;

/// How wide the columns of a table are.
final class ColumnWidths {
    private ColumnWidths() {}

    /// The widths that columns ask for.
    static int[] wanted(List<Column> columns) {
        return columns.stream().mapToInt(ColumnWidths::wanted).toArray();
    }

    private static int wanted(Column column) {
        return Math.clamp(column.width(), 1, Terminal.MAX_WIDTH);
    }

    /// Widths for a terminal: columns share the line, less a space between two, in proportion to
    /// the widths they ask for and within their bounds; fixed ones have what they ask for. If the
    /// least widths are too much, the lines are longer than the terminal.
    static int[] fitted(List<Column> columns, int terminalWidth) {
        return new Sharing(columns, terminalWidth - (columns.size() - 1)).share();
    }

    /// One distribution: columns whose share is out of bounds are settled at the bound, and what
    /// they take or leave changes the shares of the others.
    private static final class Sharing {
        private final List<Column> columns;
        private final int[] widths;
        private final boolean[] settled;
        private int space;
        private int weight;

        Sharing(List<Column> columns, int space) {
            this.columns = columns;
            this.widths = wanted(columns);
            this.settled = new boolean[columns.size()];
            this.space = space;
            for (int width : widths) {
                weight += width;
            }
        }

        int[] share() {
            for (int i = 0; i < widths.length; i++) {
                if (columns.get(i).fixed()) {
                    settle(i, widths[i]);
                }
            }
            boolean more = true;
            while (more) {
                more = settleOutOfBounds();
            }
            giveShares();
            return widths;
        }

        private void settle(int index, int width) {
            weight -= widths[index];
            space -= width;
            widths[index] = width;
            settled[index] = true;
        }

        /// Settles the columns that break the kind of bound that is broken by more.
        private boolean settleOutOfBounds() {
            int missing = 0;
            int excess = 0;
            for (int i = 0; i < widths.length; i++) {
                missing += settled[i] ? 0 : Math.max(0, least(i) - shareOf(i));
                excess += settled[i] ? 0 : Math.max(0, shareOf(i) - most(i));
            }
            boolean[] broken = new boolean[widths.length];
            for (int i = 0; i < widths.length; i++) {
                broken[i] =
                        !settled[i]
                                && (missing >= excess
                                        ? shareOf(i) < least(i)
                                        : shareOf(i) > most(i));
            }
            for (int i = 0; i < widths.length; i++) {
                if (broken[i]) {
                    settle(i, missing >= excess ? least(i) : most(i));
                }
            }
            return missing > 0 || excess > 0;
        }

        private int shareOf(int index) {
            return (int) ((long) Math.max(0, space) * widths[index] / Math.max(1, weight));
        }

        private int least(int index) {
            return Math.clamp(columns.get(index).minWidth(), 1, Terminal.MAX_WIDTH);
        }

        private int most(int index) {
            int max = columns.get(index).maxWidth();
            return Math.max(least(index), max <= 0 ? Terminal.MAX_WIDTH : max);
        }

        private void giveShares() {
            int[] shares = new int[widths.length];
            for (int i = 0; i < widths.length; i++) {
                shares[i] = settled[i] ? widths[i] : shareOf(i);
            }
            int left = Math.max(0, space);
            for (int i = 0; i < widths.length; i++) {
                left -= settled[i] ? 0 : shares[i];
                widths[i] = shares[i];
            }
            int before = 0;
            while (left > 0 && left != before) {
                before = left;
                left = giveOneEach(left);
            }
        }

        private int giveOneEach(int left) {
            int rest = left;
            for (int i = 0; i < widths.length && rest > 0; i++) {
                if (!columns.get(i).fixed() && widths[i] < most(i)) {
                    widths[i]++;
                    rest--;
                }
            }
            return rest;
        }
    }
}
