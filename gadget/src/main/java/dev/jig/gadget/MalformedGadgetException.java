// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget;

import dev.jig.object.JigException;
import org.jspecify.annotations.Nullable;

/// A gadget is not what its format demands: `gadget.yaml` is wrong, or it and the object contradict
/// each other, or the object's markers make no sense. The gadget's author is at fault.
public final class MalformedGadgetException extends JigException {
    private static final long serialVersionUID = 1L;

    public MalformedGadgetException(String message) {
        super(message);
    }

    public MalformedGadgetException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
