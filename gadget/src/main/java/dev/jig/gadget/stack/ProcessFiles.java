// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.stack;

import dev.jig.gadget.stack.AddressSpace.Identity;
import dev.jig.gadget.stack.AddressSpace.Mapping;
import dev.jig.object.MalformedObjectException;
import dev.jig.object.elf.ElfFile;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what `/proc` tells of a process. Everything in it is the process's: sizes are bounded, and
/// only plain files are opened. May block as long as a file system wants to.
record ProcessFiles(Path proc) {
    private static final int MAX_STAT = 4096;
    private static final int MAX_MAPS = 4 << 20;
    private static final int MAX_MAPPINGS = 8192;
    private static final int MAX_NAME = 64;
    private static final long MAX_FILE = 1L << 30;

    private static final int START_CODE = 23;
    private static final int START_STACK = 25;

    private static final Pattern MAPPING =
            Pattern.compile(
                    "([0-9a-f]{1,16})-([0-9a-f]{1,16}) ..x. ([0-9a-f]{1,16}) (\\S+ \\d+) *(.*)");

    private static final String DELETED = " (deleted)";

    /// What the memory of an execution looks like now.
    ///
    /// @param now System.nanoTime()
    AddressSpace read(Identity identity, long now) {
        try {
            List<Mapping> mappings = mappings(identity);
            // asked after the mappings were read, so that they are of this execution
            boolean same = isStill(identity);
            return new AddressSpace(identity, same ? mappings : List.of(), !same, now);
        } catch (IOException ended) {
            return new AddressSpace(identity, List.of(), true, now);
        }
    }

    private boolean isStill(Identity identity) throws IOException {
        String stat = text(of(identity).resolve("stat"), MAX_STAT);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        return fields.length > START_STACK
                && fields[START_CODE].equals(Long.toUnsignedString(identity.startCode()))
                && fields[START_STACK].equals(Long.toUnsignedString(identity.startStack()));
    }

    private List<Mapping> mappings(Identity identity) throws IOException {
        return text(of(identity).resolve("maps"), MAX_MAPS)
                .lines()
                .map(MAPPING::matcher)
                .filter(Matcher::matches)
                .limit(MAX_MAPPINGS)
                .map(ProcessFiles::mapping)
                .sorted(Comparator.comparingLong(Mapping::start))
                .toList();
    }

    private static Mapping mapping(Matcher line) {
        String path = line.group(5);
        boolean file = path.startsWith("/");
        String whole =
                path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path;
        return new Mapping(
                number(line.group(1)),
                number(line.group(2)),
                number(line.group(3)),
                AsciiName.of(whole.substring(whole.lastIndexOf('/') + 1), MAX_NAME),
                file ? line.group(4) : "",
                path,
                null);
    }

    private static long number(String hex) {
        return Long.parseUnsignedLong(hex, 16);
    }

    /// A plain file.
    ///
    /// @param key tells it from others, and from what it was before it was changed
    record Found(Path path, String key) {}

    /// The file behind a part of memory. The kernel's own link leads to the very file, also if it
    /// was deleted or is in another mount namespace, but needs more privileges than its path.
    Optional<Found> file(Identity identity, Mapping mapping) {
        String link = "map_files/%x-%x".formatted(mapping.start(), mapping.end());
        return found(of(identity).resolve(link))
                .or(() -> path(identity, mapping).flatMap(ProcessFiles::found));
    }

    private Optional<Path> path(Identity identity, Mapping mapping) {
        try {
            return Optional.of(of(identity).resolve("root" + mapping.path()));
        } catch (InvalidPathException odd) {
            return Optional.empty();
        }
    }

    private static Optional<Found> found(Path path) {
        try {
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
            String key = file.fileKey() + " " + file.lastModifiedTime() + " " + file.size();
            return file.isRegularFile() ? Optional.of(new Found(path, key)) : Optional.empty();
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    /// What a file tells; {@link Module#UNKNOWN} if it is no ELF file, or too large.
    static Module module(Path file) {
        try (FileChannel channel = FileChannel.open(file);
                Arena arena = Arena.ofConfined()) {
            long size = channel.size();
            if (size == 0 || size > MAX_FILE) {
                return Module.UNKNOWN;
            }
            ByteBuffer bytes =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena).asByteBuffer();
            return Module.of(ElfFile.read("a mapped file", bytes));
        } catch (IOException | MalformedObjectException | InternalError damaged) {
            // an InternalError is what reading a mapping gives when its file is made shorter
            return Module.UNKNOWN;
        }
    }

    private Path of(Identity identity) {
        return proc.resolve(Integer.toString(identity.pid()));
    }

    private static String text(Path file, int most) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(most), Printable.CHARSET);
        }
    }
}
