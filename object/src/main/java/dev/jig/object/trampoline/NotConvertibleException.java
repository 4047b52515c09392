// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.trampoline;

import dev.jig.object.JigException;

/// A program for kprobes cannot be made one for trampolines; the message says why.
public final class NotConvertibleException extends JigException {
    private static final long serialVersionUID = 1L;

    public NotConvertibleException(String reason) {
        super(reason);
    }
}
