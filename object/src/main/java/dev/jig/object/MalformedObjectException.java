// SPDX-License-Identifier: Apache-2.0
package dev.jig.object;

/// A file or a part of it (ELF, BTF, instructions, relocations) is not what its format demands. The
/// file is at fault, never the kernel.
public final class MalformedObjectException extends JigException {
    private static final long serialVersionUID = 1L;

    public MalformedObjectException(String message) {
        super(message);
    }

    public MalformedObjectException(String message, Throwable cause) {
        super(message, cause);
    }
}
