// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.ebpf.sys.Descriptors;
import dev.jig.ebpf.sys.NativeSyscalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// The terminal of this process.
final class ProcessTty implements Tty {
    /// TIOCGWINSZ of ioctl_tty(2); the same number on x86-64 and arm64. Fails on anything but a
    /// terminal.
    private static final long GET_WINDOW_SIZE = 0x5413;

    private static final int WINDOW_SIZE_BYTES = 8;
    private static final int COLUMNS_OFFSET = 2;

    /// Made on first use: a command that prints one line should not pay for it.
    private @Nullable Descriptors descriptors;

    @Override
    public boolean isTerminal(int descriptor) {
        return width(descriptor) >= 0;
    }

    @Override
    public int columns() {
        return Math.max(0, width(OUT));
    }

    private int width(int descriptor) {
        if (descriptors == null) {
            descriptors = new Descriptors(new NativeSyscalls());
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(WINDOW_SIZE_BYTES);
            long result = descriptors.ioctl(descriptor, GET_WINDOW_SIZE, size.address());
            return result < 0
                    ? -1
                    : Short.toUnsignedInt(size.get(ValueLayout.JAVA_SHORT, COLUMNS_OFFSET));
        }
    }
}
