// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget;

import dev.jig.object.JigException;
import org.jspecify.annotations.Nullable;

/// A gadget cannot run on this kernel, or asks for something this version of jig cannot do. The
/// message names the program, what is missing and what to do.
public final class GadgetUnsupportedException extends JigException {
    private static final long serialVersionUID = 1L;

    public GadgetUnsupportedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
