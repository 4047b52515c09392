// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.object.JigException;

/// Whoever read our output has closed it (`| head -1`): time to end, not a failure.
public final class ReaderGoneException extends JigException {
    private static final long serialVersionUID = 1L;

    public ReaderGoneException() {
        super("writing output: the reader is gone");
    }
}
