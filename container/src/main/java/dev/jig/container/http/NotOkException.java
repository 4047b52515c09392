// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.http;

import java.io.IOException;

/// The server answered, but not with what was asked for; the connection is still of use.
public final class NotOkException extends IOException {
    private static final long serialVersionUID = 1L;

    NotOkException(String message) {
        super(message);
    }
}
