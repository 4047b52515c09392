// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

/// A guest could not be made, did not come up, or did not end as it should. The message is one line
/// but for the tail of the console, which follows it.
final class GuestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GuestException(String message) {
        super(message);
    }

    GuestException(String message, Throwable cause) {
        super(message, cause);
    }
}
