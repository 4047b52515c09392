// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.Field;
import dev.jig.gadget.value.Extent;

/// How long a data source's records are, in bytes.
///
/// @param size of the whole structure
/// @param fixedEnd where the last field ends that is read whatever the record's length
record RecordShape(int size, int fixedEnd) {
    static RecordShape of(DataSource source) {
        int end =
                source.fields().stream()
                        .map(Field::type)
                        .mapToInt(Extent::fixedEnd)
                        .max()
                        .orElse(0);
        return new RecordShape(source.recordSize(), end);
    }
}
