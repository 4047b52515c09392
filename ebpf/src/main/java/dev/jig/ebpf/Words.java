// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Integers as keys and values of maps.
final class Words {
    private Words() {}

    static Bytes of(int value) {
        return Bytes.copyOf(
                ByteBuffer.allocate(Integer.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .putInt(value)
                        .array());
    }
}
