// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.gadget.GadgetSpec;
import dev.jig.object.ObjectSpec;
import java.util.Map;

/// What a gadget's object becomes with a user's values, on whatever kernel.
public final class GadgetConfiguration {
    private GadgetConfiguration() {}

    /// The object with the values in its read-only variables, without the programs that have
    /// nothing to do with these values. Programs that only some kernels have a place for are still
    /// there.
    ///
    /// @param values what the user wrote, by param key; the others keep their defaults
    /// @throws dev.jig.gadget.UsageException if there is no such param or a value does not fit
    public static ObjectSpec of(GadgetSpec gadget, Map<String, String> values) {
        GadgetPlan.rejectUnknown(gadget, values);
        return GadgetPlan.withoutIdle(gadget, GadgetPlan.withParams(gadget, values));
    }
}
