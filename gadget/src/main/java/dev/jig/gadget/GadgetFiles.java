// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Where the parts of a gadget lie.
///
/// @param metadata may not exist
record GadgetFiles(String name, Path object, Path metadata) {
    private static final String OBJECT = "program.bpf.o";
    private static final String METADATA = "gadget.yaml";

    /// More than any real object; a kernel would refuse it long before.
    private static final int MAX_OBJECT_BYTES = 64 << 20;

    private static final int MAX_METADATA_BYTES = 1 << 20;

    static GadgetFiles at(Path path) {
        if (Files.isDirectory(path)) {
            return inDirectory(path);
        }
        if (!Files.exists(path)) {
            throw new UsageException("open gadget " + path + ": no such file or directory");
        }
        Path absent = path.resolveSibling(fileName(path) + ".no-" + METADATA);
        return new GadgetFiles(bareName(fileName(path)), path, absent);
    }

    private static GadgetFiles inDirectory(Path directory) {
        Path object = directory.resolve(OBJECT);
        if (!Files.exists(object)) {
            throw new UsageException(
                    "open gadget %s: the directory has no %s".formatted(directory, OBJECT));
        }
        String name = fileName(directory.toAbsolutePath().normalize());
        return new GadgetFiles(name, object, directory.resolve(METADATA));
    }

    private static String fileName(Path path) {
        Path last = path.getFileName();
        return last == null ? path.toString() : last.toString();
    }

    private static String bareName(String file) {
        String bare = file.endsWith(".o") ? file.substring(0, file.length() - 2) : file;
        return bare.endsWith(".bpf") ? bare.substring(0, bare.length() - 4) : bare;
    }

    byte[] objectBytes() {
        return read(object, MAX_OBJECT_BYTES).orElseThrow(() -> gone(object));
    }

    Optional<String> metadataText() {
        return read(metadata, MAX_METADATA_BYTES)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static UsageException gone(Path file) {
        return new UsageException("read " + file + ": no such file");
    }

    private static Optional<byte[]> read(Path file, int limit) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new MalformedGadgetException(
                        "read %s: more than %d bytes".formatted(file, limit));
            }
            return Optional.of(bytes);
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UsageException("read " + file + ": " + reason(e));
        }
    }

    private static String reason(IOException e) {
        return e instanceof AccessDeniedException
                ? "access denied"
                : String.valueOf(e.getMessage());
    }
}
