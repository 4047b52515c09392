// SPDX-License-Identifier: Apache-2.0
package dev.jig.bench;

import java.util.List;

/// Repeated measurements of one thing. The minimum is the least disturbed on a shared machine.
record Figures(List<Double> values) {
    Figures {
        values = values.stream().sorted().toList();
    }

    double min() {
        return values.getFirst();
    }

    double median() {
        return values.get(values.size() / 2);
    }
}
