// SPDX-License-Identifier: Apache-2.0
package dev.jig.object;

/// Reads a clang-built eBPF object file (ELF64, either byte order) into an {@link ObjectSpec}.
public final class ObjectReader {
    private ObjectReader() {}

    /// @param name what messages call the file
    /// @throws MalformedObjectException if the bytes are not such an object
    public static ObjectSpec read(String name, byte[] file) {
        throw new UnsupportedOperationException(name + file.length);
    }
}
