// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.document;

import dev.jig.object.JigException;

/// A JSONPath expression that is none, or one that would find too much.
public final class MalformedPathException extends JigException {
    private static final long serialVersionUID = 1L;

    public MalformedPathException(String message) {
        super(message);
    }
}
