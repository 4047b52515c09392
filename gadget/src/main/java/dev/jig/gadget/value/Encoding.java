// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

/// How a notation spells the inside of a string: escapes without quotes.
@FunctionalInterface
public interface Encoding {
    /// The most bytes that one byte may become.
    int MAX_GROWTH = 6;

    /// The bytes of a name that comes from outside, in this notation.
    byte[] encode(byte[] utf8);

    /// Names as they are.
    static Encoding none() {
        return utf8 -> utf8;
    }
}
