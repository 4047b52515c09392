// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds programs and libraries by name. A library may be given without its version: `libc`.
final class UserFiles {
    private static final List<String> LIBRARIES =
            List.of(
                    "/lib/x86_64-linux-gnu",
                    "/usr/lib/x86_64-linux-gnu",
                    "/lib/aarch64-linux-gnu",
                    "/usr/lib/aarch64-linux-gnu",
                    "/lib64",
                    "/usr/lib64",
                    "/lib",
                    "/usr/lib",
                    "/usr/local/lib");
    private static final List<String> PROGRAMS =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

    private UserFiles() {}

    /// @param file a path with a directory, which is taken as it is, or a plain name
    static Optional<Path> find(Path file) {
        if (file.getParent() != null || file.isAbsolute()) {
            return Optional.of(file).filter(Files::isRegularFile);
        }
        String name = file.toString();
        return name.startsWith("lib")
                ? first(LIBRARIES, name).or(() -> first(PROGRAMS, name))
                : first(PROGRAMS, name).or(() -> first(LIBRARIES, name));
    }

    private static Optional<Path> first(List<String> directories, String name) {
        return directories.stream().map(Path::of).flatMap(d -> in(d, name).stream()).findFirst();
    }

    private static Optional<Path> in(Path directory, String name) {
        Path exact = directory.resolve(name);
        if (Files.isRegularFile(exact)) {
            return Optional.of(exact);
        }
        return name.startsWith("lib") ? versioned(directory, name + ".so") : Optional.empty();
    }

    /// `libc.so` is a script for the linker where compilers are installed.
    private static boolean isElf(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(4), new byte[] {0x7f, 'E', 'L', 'F'});
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static Optional<Path> versioned(Path directory, String prefix) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .filter(UserFiles::isElf)
                    .sorted()
                    .findFirst();
        } catch (IOException absent) {
            return Optional.empty();
        }
    }
}
