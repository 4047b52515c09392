// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.object.JigException;
import java.util.List;

/// The process lacks capabilities without which it need not try.
final class MissingCapabilityException extends JigException {
    private static final long serialVersionUID = 1L;

    /// @param doing what cannot be done
    MissingCapabilityException(String doing, List<String> missing) {
        super(
                doing
                        + ": this process has no "
                        + String.join(" and no ", missing)
                        + " (run it as root: sudo)");
    }
}
