// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import dev.jig.object.JigException;

/// A CO-RE record cannot be applied: several target types fit and differ, or the instruction is not
/// one that the record can correct.
public final class CoreRelocationException extends JigException {
    private static final long serialVersionUID = 1L;

    public CoreRelocationException(String message) {
        super(message);
    }
}
