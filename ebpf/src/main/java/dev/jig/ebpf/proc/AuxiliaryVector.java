// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.proc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// What the kernel gave the process at its start (`/proc/self/auxv`, getauxval(3)).
public final class AuxiliaryVector {
    public static final long PAGE_SIZE = 6;

    /// Address of the vDSO.
    public static final long VDSO = 33;

    private AuxiliaryVector() {}

    /// @return 0 if the vector does not have it
    public static long value(byte[] vector, long type) {
        ByteBuffer words = ByteBuffer.wrap(vector).order(ByteOrder.nativeOrder());
        while (words.remaining() >= 16) {
            long key = words.getLong();
            long value = words.getLong();
            if (key == type) {
                return value;
            }
        }
        return 0;
    }
}
