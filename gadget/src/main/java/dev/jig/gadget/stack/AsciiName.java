// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.stack;

/// A name that can be written as it is, in every notation: printable ASCII without quotes and
/// backslashes. A value.
public final class AsciiName {
    static final AsciiName EMPTY = new AsciiName(new byte[0]);

    private final byte[] bytes;

    private AsciiName(byte[] bytes) {
        this.bytes = bytes;
    }

    /// What is printable of a text, at most so many bytes.
    static AsciiName of(String text, int most) {
        return new AsciiName(Printable.clean(text, most));
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /// The array behind it, which must not be changed.
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return new String(bytes, Printable.CHARSET);
    }
}
