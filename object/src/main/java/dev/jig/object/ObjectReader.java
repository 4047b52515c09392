// SPDX-License-Identifier: Apache-2.0
package dev.jig.object;

import dev.jig.object.reader.ObjectParser;

/// Reads a clang-built eBPF object file (ELF64, either byte order) into an {@link ObjectSpec}. Safe
/// for use by several threads.
public final class ObjectReader {
    private ObjectReader() {}

    /// Reads the file without side effects; what the object needs of the running kernel is only
    /// asked for at load. Uses memory of at most a few times the file's length.
    ///
    /// @param name what messages call the file
    /// @throws MalformedObjectException if the bytes are not such an object
    public static ObjectSpec read(String name, byte[] file) {
        try {
            return new ObjectParser(name, file).parse();
        } catch (MalformedObjectException e) {
            throw naming(name, e);
        }
    }

    /// Parts of a file do not know which file they are of.
    private static MalformedObjectException naming(String name, MalformedObjectException e) {
        String message = String.valueOf(e.getMessage());
        String start = "read " + name + ": ";
        return message.startsWith(start) ? e : new MalformedObjectException(start + message, e);
    }
}
