// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import dev.jig.gadget.names.NameSource;

/// What the writers of one output share. Its clock remembers the last second: a context serves one
/// thread at a time.
public record ValueContext(NameSource names, TimeText time) {
    /// A context with a clock of its own.
    public static ValueContext of(NameSource names) {
        return new ValueContext(names, new TimeText(names));
    }
}
