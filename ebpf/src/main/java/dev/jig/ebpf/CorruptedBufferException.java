// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.JigException;

/// The memory of a ring or perf buffer holds what the kernel never writes: somebody else wrote to
/// the consumer's page, or the kernel is broken. The reader cannot go on.
public final class CorruptedBufferException extends JigException {
    private static final long serialVersionUID = 1L;

    CorruptedBufferException(String message) {
        super(message);
    }
}
