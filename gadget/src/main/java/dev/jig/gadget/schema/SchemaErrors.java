// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.schema;

import dev.jig.gadget.MalformedGadgetException;
import dev.jig.gadget.Suggestion;
import java.util.Collection;

/// Makes one-line errors that name the data source.
record SchemaErrors(String dataSource) {
    MalformedGadgetException error(String fact) {
        return new MalformedGadgetException("build data source " + dataSource + ": " + fact);
    }

    MalformedGadgetException field(String field, String fact) {
        return error("field " + field + " " + fact);
    }

    MalformedGadgetException unknown(
            String field, String what, String word, Collection<String> known) {
        String fact = "has an unknown " + what + " \"" + word + "\"";
        return field(field, fact + Suggestion.hint(word, known));
    }
}
