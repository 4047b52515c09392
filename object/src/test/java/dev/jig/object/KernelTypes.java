// SPDX-License-Identifier: Apache-2.0
package dev.jig.object;

import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfKind;
import dev.jig.object.btf.BtfType;
import dev.jig.object.btf.BtfType.Enumerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/// The running kernel's types.
public final class KernelTypes {
    public static final Path FILE = Path.of("/sys/kernel/btf/vmlinux");

    private KernelTypes() {}

    /// For `@EnabledIf`: a kernel built without BTF has no file to read.
    public static boolean present() {
        return Files.exists(FILE);
    }

    public static Btf read() {
        try {
            return Btf.parse(ByteBuffer.wrap(Files.readAllBytes(FILE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The names and numbers of an enumeration.
    public static Map<String, Long> enumeration(Btf btf, String name) {
        int id = btf.find(BtfKind.ENUM, name).orElseThrow();
        return ((BtfType.Enumeration) btf.type(id))
                .enumerators().stream()
                        .collect(Collectors.toMap(Enumerator::name, Enumerator::value));
    }
}
