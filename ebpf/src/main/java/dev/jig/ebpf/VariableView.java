// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.Bytes;
import dev.jig.object.VariableSpec;

/// A global variable of a loaded object, live. Where the kernel lets its section be mapped (5.5)
/// reading takes a nanosecond, else a system call. Safe for use by several threads; valid until the
/// object is closed.
public final class VariableView {
    VariableView() {}

    public VariableSpec spec() {
        throw new UnsupportedOperationException();
    }

    /// The value of an integer of 1, 2, 4 or 8 bytes, without sign, read at once and with acquire
    /// semantics.
    public long getLong() {
        throw new UnsupportedOperationException();
    }

    public Bytes get() {
        throw new UnsupportedOperationException();
    }

    /// Writes an integer of 1, 2, 4 or 8 bytes.
    ///
    /// @throws UnsupportedOperationException if the variable is in a read-only section
    public void setLong(long value) {
        throw new UnsupportedOperationException("" + value);
    }

    /// @throws UnsupportedOperationException if the variable is in a read-only section
    public void set(Bytes value) {
        throw new UnsupportedOperationException("" + value);
    }
}
