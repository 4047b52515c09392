// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget;

import dev.jig.object.JigException;

/// The user asked for something that does not exist or gave a value that does not fit. The message
/// carries a suggestion where one is near.
public final class UsageException extends JigException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
