// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.Bytes;
import dev.jig.object.ObjectReader;
import dev.jig.object.ObjectSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The objects compiled from the C sources of the tests.
final class Objects {
    private Objects() {}

    static ObjectSpec read(String name) {
        String file = "/bpf/" + name + ".bpf.o";
        try (InputStream in = Objects.class.getResourceAsStream(file)) {
            return ObjectReader.read(name, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// 32-bit words as bytes.
    static Bytes words(int... words) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocateFrom(ValueLayout.JAVA_INT, words);
            return Bytes.copyOf(memory.toArray(ValueLayout.JAVA_BYTE));
        }
    }
}
