// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.jig.ebpf.sys.CStrings;
import dev.jig.object.Bytes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A descriptor of a program that somebody loaded, and the one place that knows which field of
/// `struct bpf_prog_info` stands where (include/uapi/linux/bpf.h).
final class OpenProgram implements AutoCloseable {
    private static final int SIZE = 232;

    /// More than any kernel has of anything.
    private static final int MOST = 1 << 26;

    private final Kernel kernel;
    private final int fd;

    OpenProgram(Kernel kernel, int fd) {
        this.kernel = kernel;
        this.fd = fd;
    }

    /// A list of records as the kernel gives it: where its count, its address and the size of its
    /// records stand.
    private enum Part {
        MACHINE_CODE(16, 24, 1),
        INSTRUCTIONS(20, 32, 1),
        MAPS(52, 56, 4),
        ADDRESSES(104, 112, 8),
        LENGTHS(108, 120, 4),
        FUNCTIONS(144, 136, 8),
        LINES(148, 152, 16),
        LINE_ADDRESSES(168, 160, 8);

        private final int count;
        private final int address;
        private final int record;

        Part(int count, int address, int record) {
            this.count = count;
            this.address = address;
            this.record = record;
        }
    }

    /// Everything the kernel tells of a program.
    ///
    /// @param functions slot and BTF id of each
    /// @param lines slot, file, text, line and column of each
    record Facts(
            int id,
            String name,
            int type,
            String tag,
            int btf,
            Bytes instructions,
            Bytes machineCode,
            List<Integer> maps,
            List<Long> addresses,
            List<Integer> lengths,
            List<Integer> functions,
            List<Integer> lines,
            List<Long> lineAddresses) {}

    String name() {
        try (Arena arena = Arena.ofConfined()) {
            return name(asked(arena.allocate(SIZE, 8)));
        }
    }

    private static String name(MemorySegment info) {
        return CStrings.read(info.asSlice(64, 16));
    }

    private MemorySegment asked(MemorySegment info) {
        long status = kernel.host().bpf().info(fd, info);
        if (status < 0) {
            throw Failures.of(kernel, "read", "program", status);
        }
        return info;
    }

    /// Asks twice: how long everything is, then for everything.
    Facts facts() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment lengths = asked(arena.allocate(SIZE, 8));
            MemorySegment info = arena.allocate(SIZE, 8);
            MemorySegment[] rooms = new MemorySegment[Part.values().length];
            for (Part part : Part.values()) {
                rooms[part.ordinal()] = room(part, lengths, info, arena);
            }
            info.set(JAVA_INT, 132, Part.FUNCTIONS.record);
            info.set(JAVA_INT, 172, Part.LINES.record);
            info.set(JAVA_INT, 176, Part.LINE_ADDRESSES.record);
            return facts(asked(info), rooms);
        }
    }

    private static MemorySegment room(
            Part part, MemorySegment lengths, MemorySegment info, Arena arena) {
        int count = Math.clamp(lengths.get(JAVA_INT, part.count) & 0xffffffffL, 0, MOST);
        MemorySegment room = arena.allocate(Math.max(1L, (long) count * part.record), 8);
        if (count > 0) {
            info.set(JAVA_INT, part.count, count);
            info.set(JAVA_LONG, part.address, room.address());
        }
        return room.asSlice(0, (long) count * part.record);
    }

    private static Facts facts(MemorySegment info, MemorySegment[] rooms) {
        return new Facts(
                info.get(JAVA_INT, 4),
                name(info),
                info.get(JAVA_INT, 0),
                HexFormat.of().formatHex(info.asSlice(8, 8).toArray(JAVA_BYTE)),
                info.get(JAVA_INT, 128),
                Bytes.copyOf(shown(Part.INSTRUCTIONS, info, rooms).toArray(JAVA_BYTE)),
                Bytes.copyOf(shown(Part.MACHINE_CODE, info, rooms).toArray(JAVA_BYTE)),
                ints(shown(Part.MAPS, info, rooms)),
                longs(shown(Part.ADDRESSES, info, rooms)),
                ints(shown(Part.LENGTHS, info, rooms)),
                ints(shown(Part.FUNCTIONS, info, rooms)),
                ints(shown(Part.LINES, info, rooms)),
                longs(shown(Part.LINE_ADDRESSES, info, rooms)));
    }

    /// What the kernel does not show to this process it says by an address of zero.
    private static MemorySegment shown(Part part, MemorySegment info, MemorySegment[] rooms) {
        MemorySegment room = rooms[part.ordinal()];
        boolean shown = info.get(JAVA_LONG, part.address) != 0;
        long bytes = (info.get(JAVA_INT, part.count) & 0xffffffffL) * part.record;
        return room.asSlice(0, shown ? Math.min(bytes, room.byteSize()) : 0);
    }

    private static List<Integer> ints(MemorySegment records) {
        List<Integer> ints = new ArrayList<>();
        for (long at = 0; at < records.byteSize(); at += Integer.BYTES) {
            ints.add(records.get(JAVA_INT_UNALIGNED, at));
        }
        return ints;
    }

    private static List<Long> longs(MemorySegment records) {
        List<Long> longs = new ArrayList<>();
        for (long at = 0; at < records.byteSize(); at += Long.BYTES) {
            longs.add(records.get(JAVA_LONG_UNALIGNED, at));
        }
        return longs;
    }

    @Override
    public void close() {
        kernel.host().descriptors().close(fd);
    }
}
