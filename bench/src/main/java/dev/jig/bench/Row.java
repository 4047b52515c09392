// SPDX-License-Identifier: Apache-2.0
package dev.jig.bench;

import java.util.Locale;

/// One line of the table: a figure, the peer's or the bound it is measured against, and whether the
/// target is met.
///
/// @param figure jig's, in `unit`
/// @param against the peer's figure of the same run, or the absolute target
/// @param most the largest ratio of the two that meets the target
record Row(
        String id,
        String what,
        double figure,
        String unit,
        String peer,
        double against,
        double most) {

    static final String HEADING =
            "| # | what | jig | against | ratio | target | met |\n|---|---|---|---|---|---|---|";

    double ratio() {
        return figure == 0 ? 0 : figure / against;
    }

    boolean met() {
        return ratio() <= most;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.1f %s | %s %.1f | %.2f | ≤ %.2f | %s |",
                id,
                what,
                figure,
                unit,
                peer,
                against,
                ratio(),
                most,
                met() ? "yes" : "NO");
    }
}
