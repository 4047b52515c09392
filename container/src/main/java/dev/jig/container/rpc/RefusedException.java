// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.rpc;

import java.io.IOException;

/// A call was answered without a message: it failed, or there is no such thing.
public final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String method) {
        super("call " + method + ": refused");
    }
}
