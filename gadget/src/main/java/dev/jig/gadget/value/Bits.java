// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

/// Arithmetic on numbers of fewer than 64 bits.
final class Bits {
    private Bits() {}

    /// The lowest `bytes` bytes of a number, without sign.
    static long cut(long value, int bytes) {
        return bytes >= Long.BYTES ? value : value & ((1L << (bytes * Byte.SIZE)) - 1);
    }
}
