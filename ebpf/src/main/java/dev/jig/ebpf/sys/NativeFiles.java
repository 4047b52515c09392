// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.sys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The running kernel's files, by system calls, so that error numbers are known.
public final class NativeFiles implements SystemFiles {
    private static final int LIMIT = 64 << 20;
    private static final int ENOENT = 2;
    private static final int EFBIG = 27;

    private final Descriptors descriptors;

    public NativeFiles(Descriptors descriptors) {
        this.descriptors = descriptors;
    }

    @Override
    public byte[] read(String path) throws SystemCallException {
        try (InputStream in = open(path)) {
            byte[] content = in.readNBytes(LIMIT + 1);
            if (content.length > LIMIT) {
                throw new SystemCallException(path, EFBIG);
            }
            return content;
        } catch (SystemCallException failure) {
            throw failure;
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public InputStream open(String path) throws SystemCallException {
        long fd = descriptors.open(path, Descriptors.READ_ONLY);
        if (fd < 0) {
            throw new SystemCallException(path, (int) -fd);
        }
        return new DescriptorStream(descriptors, (int) fd, path);
    }

    @Override
    public List<String> list(String directory) {
        try (Stream<Path> entries = Files.list(Path.of(directory))) {
            return entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
        } catch (IOException absent) {
            return List.of();
        }
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(Path.of(path));
    }

    @Override
    public void append(String path, String text) throws SystemCallException {
        long fd = descriptors.open(path, Descriptors.WRITE_APPEND);
        if (fd < 0) {
            throw new SystemCallException(path, (int) -fd);
        }
        try (Arena arena = Arena.ofConfined()) {
            byte[] bytes = text.getBytes(UTF_8);
            MemorySegment buffer = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            long written = descriptors.write((int) fd, buffer.address(), bytes.length);
            if (written != bytes.length) {
                throw new SystemCallException(path, written < 0 ? (int) -written : ENOENT);
            }
        } finally {
            descriptors.close((int) fd);
        }
    }
}
