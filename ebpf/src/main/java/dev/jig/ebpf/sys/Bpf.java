// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// bpf(2): the one place that knows which field of `union bpf_attr` stands where
/// (include/uapi/linux/bpf.h). A kernel takes a longer block than it knows as long as what it does
/// not know is zero (E2BIG if not), so each command has one length. Results are those of {@link
/// Syscalls#call}. Safe for use by several threads.
public final class Bpf {
    private static final int EAGAIN = 11;

    /// How often a program's load is tried again when a signal interrupted the verifier.
    private static final int ATTEMPTS = 5;

    private final Syscalls syscalls;

    public Bpf(Syscalls syscalls) {
        this.syscalls = syscalls;
    }

    public long createMap(MapCreation map) {
        BpfAttr attr =
                BpfAttr.clear()
                        .putInt(0, map.type())
                        .putInt(4, map.keySize())
                        .putInt(8, map.valueSize())
                        .putInt(12, map.maxEntries())
                        .putInt(16, map.flags())
                        .putInt(20, map.innerFd())
                        .putInt(24, map.numaNode())
                        .putName(28, map.name())
                        .putInt(48, map.btfFd())
                        .putInt(52, map.keyType())
                        .putInt(56, map.valueType())
                        .putLong(64, map.extra());
        return call(BpfCommand.MAP_CREATE, attr, 72);
    }

    public long lookup(int map, long key, long value) {
        return element(BpfCommand.MAP_LOOKUP, map, key, value, 0);
    }

    public long update(int map, long key, long value, long flags) {
        return element(BpfCommand.MAP_UPDATE, map, key, value, flags);
    }

    public long delete(int map, long key) {
        BpfAttr attr = BpfAttr.clear().putInt(0, map).putLong(8, key);
        return call(BpfCommand.MAP_DELETE, attr, 16);
    }

    /// @param key 0 for the first
    public long nextKey(int map, long key, long next) {
        BpfAttr attr = BpfAttr.clear().putInt(0, map).putLong(8, key).putLong(16, next);
        return call(BpfCommand.MAP_NEXT_KEY, attr, 24);
    }

    public long lookupAndDelete(int map, long key, long value) {
        return element(BpfCommand.MAP_LOOKUP_AND_DELETE, map, key, value, 0);
    }

    public long freeze(int map) {
        return call(BpfCommand.MAP_FREEZE, BpfAttr.clear().putInt(0, map), 4);
    }

    private long element(BpfCommand command, int map, long key, long value, long flags) {
        BpfAttr attr =
                BpfAttr.clear()
                        .putInt(0, map)
                        .putLong(8, key)
                        .putLong(16, value)
                        .putLong(24, flags);
        return call(command, attr, 32);
    }

    /// @param status 0 or a negated error number
    /// @param count entries dealt with; valid with ENOENT too, which says there are no more
    public record BatchAnswer(long status, int count) {}

    /// @param command one of the four batch commands
    public BatchAnswer batch(BpfCommand command, BatchCall batch) {
        BpfAttr attr =
                BpfAttr.clear()
                        .putLong(0, batch.previous())
                        .putLong(8, batch.next())
                        .putLong(16, batch.keys())
                        .putLong(24, batch.values())
                        .putInt(32, batch.count())
                        .putInt(36, batch.mapFd());
        long status = call(command, attr, 56);
        return new BatchAnswer(status, attr.getInt(32));
    }

    /// @param status a descriptor or a negated error number
    /// @param logSize bytes the whole log takes, 0 if the kernel does not say (before 6.4)
    public record LoadAnswer(long status, int logSize) {}

    /// Loads a program, again if a signal interrupts the verifier.
    public LoadAnswer loadProgram(ProgramLoad load) {
        LoadAnswer answer = loadOnce(load);
        for (int i = 1; i < ATTEMPTS && answer.status() == -EAGAIN; i++) {
            answer = loadOnce(load);
        }
        return answer;
    }

    private LoadAnswer loadOnce(ProgramLoad load) {
        BpfAttr attr =
                BpfAttr.clear()
                        .putInt(0, load.type())
                        .putInt(4, (int) (load.code().byteSize() / 8))
                        .putLong(8, load.code().address())
                        .putLong(16, load.license().address())
                        .putInt(40, load.kernelVersion())
                        .putInt(44, load.flags())
                        .putName(48, load.name())
                        .putInt(68, load.attachType())
                        .putInt(108, load.attachBtfId())
                        .putInt(112, load.attachBtfFd())
                        .putLong(120, load.fdArray().address());
        putTypes(attr, load);
        return loaded(attr, load);
    }

    private static void putTypes(BpfAttr attr, ProgramLoad load) {
        if (load.btfFd() == 0) {
            return;
        }
        attr.putInt(72, load.btfFd());
        putRecords(attr, 76, 8, load.functionInfo());
        putRecords(attr, 92, 16, load.lineInfo());
    }

    private static void putRecords(BpfAttr attr, int offset, int record, MemorySegment records) {
        if (records.byteSize() > 0) {
            attr.putInt(offset, record)
                    .putLong(offset + 4, records.address())
                    .putInt(offset + 12, (int) (records.byteSize() / record));
        }
    }

    private LoadAnswer loaded(BpfAttr attr, ProgramLoad load) {
        if (load.logLevel() != 0) {
            attr.putInt(24, load.logLevel())
                    .putInt(28, (int) load.log().byteSize())
                    .putLong(32, load.log().address());
        }
        long status = call(BpfCommand.PROGRAM_LOAD, attr, 144);
        return new LoadAnswer(status, attr.getInt(140));
    }

    /// Asks a kernel before 5.0, which has no function information, to refuse the block as too
    /// long.
    public long loadWithFunctionInfo(ProgramLoad load) {
        BpfAttr attr =
                BpfAttr.clear()
                        .putInt(0, load.type())
                        .putInt(4, (int) (load.code().byteSize() / 8))
                        .putLong(8, load.code().address())
                        .putLong(16, load.license().address())
                        .putInt(72, -1)
                        .putInt(76, 8)
                        .putInt(88, 1);
        return call(BpfCommand.PROGRAM_LOAD, attr, 92);
    }

    public long loadBtf(MemorySegment btf, int logLevel, MemorySegment log) {
        BpfAttr attr = BpfAttr.clear().putLong(0, btf.address()).putInt(16, (int) btf.byteSize());
        if (logLevel != 0) {
            attr.putLong(8, log.address()).putInt(20, (int) log.byteSize()).putInt(24, logLevel);
        }
        return call(BpfCommand.BTF_LOAD, attr, 28);
    }

    public TestRunCall.Answer testRun(TestRunCall run) {
        BpfAttr attr =
                BpfAttr.clear()
                        .putInt(0, run.programFd())
                        .putInt(8, (int) run.dataIn().byteSize())
                        .putInt(12, (int) run.dataOut().byteSize())
                        .putLong(16, run.dataIn().address())
                        .putLong(24, run.dataOut().address())
                        .putInt(32, run.repeat())
                        .putInt(40, (int) run.contextIn().byteSize())
                        .putInt(44, (int) run.contextOut().byteSize())
                        .putLong(48, run.contextIn().address())
                        .putLong(56, run.contextOut().address());
        long status = call(BpfCommand.PROGRAM_TEST_RUN, attr, 64);
        return new TestRunCall.Answer(
                status, attr.getInt(4), attr.getInt(36), attr.getInt(12), attr.getInt(44));
    }

    /// @param name the tracepoint's, a null pointer for a program that knows its target by BTF
    public long openRawTracepoint(MemorySegment name, int program) {
        BpfAttr attr = BpfAttr.clear().putLong(0, name.address()).putInt(8, program);
        return call(BpfCommand.RAW_TRACEPOINT_OPEN, attr, 16);
    }

    public long createLink(LinkCreation link) {
        BpfAttr attr =
                BpfAttr.clear()
                        .putInt(0, link.programFd())
                        .putInt(4, link.targetFd())
                        .putInt(8, link.attachType());
        return call(BpfCommand.LINK_CREATE, attr, 16);
    }

    /// A link of an iterator that is about something (5.9).
    ///
    /// @param about a `union bpf_iter_link_info`, as long as it is needed
    public long createIteratorLink(int program, MemorySegment about) {
        BpfAttr attr =
                BpfAttr.clear()
                        .putInt(0, program)
                        .putInt(8, LinkCreation.ITERATOR)
                        .putLong(16, about.address())
                        .putInt(24, (int) about.byteSize());
        return call(BpfCommand.LINK_CREATE, attr, 32);
    }

    /// A link of one program to many kernel functions.
    ///
    /// @param symbols address of an array of addresses of names
    public long createMultiLink(int program, int count, long symbols) {
        BpfAttr attr =
                BpfAttr.clear()
                        .putInt(0, program)
                        .putInt(8, LinkCreation.KPROBE_MULTI)
                        .putInt(20, count)
                        .putLong(24, symbols);
        return call(BpfCommand.LINK_CREATE, attr, 48);
    }

    /// A descriptor; while it is open run times are counted (type 0, `BPF_STATS_RUN_TIME`).
    public long enableStatistics() {
        return call(BpfCommand.ENABLE_STATISTICS, BpfAttr.clear().putInt(0, 0), 4);
    }

    public long createIterator(int link) {
        return call(BpfCommand.ITERATOR_CREATE, BpfAttr.clear().putInt(0, link), 8);
    }

    public long pin(int fd, String path) {
        try (Arena arena = Arena.ofConfined()) {
            long name = CStrings.allocate(arena, path).address();
            return call(BpfCommand.PIN, BpfAttr.clear().putLong(0, name).putInt(8, fd), 12);
        }
    }

    public long openPinned(String path) {
        try (Arena arena = Arena.ofConfined()) {
            long name = CStrings.allocate(arena, path).address();
            return call(BpfCommand.OPEN_PINNED, BpfAttr.clear().putLong(0, name), 12);
        }
    }

    /// Fills `info`, which is zero and as long as the caller knows the structure.
    public long info(int fd, MemorySegment info) {
        BpfAttr attr =
                BpfAttr.clear()
                        .putInt(0, fd)
                        .putInt(4, (int) info.byteSize())
                        .putLong(8, info.address());
        return call(BpfCommand.OBJECT_INFO, attr, 16);
    }

    /// The lowest id above `id` of the kind the command names, or a negated error number.
    public long nextId(BpfCommand command, int id) {
        BpfAttr attr = BpfAttr.clear().putInt(0, id);
        long status = call(command, attr, 12);
        return status < 0 ? status : attr.getInt(4) & 0xffffffffL;
    }

    /// A descriptor of the object with that id.
    public long ofId(BpfCommand command, int id) {
        return call(command, BpfAttr.clear().putInt(0, id), 12);
    }

    private long call(BpfCommand command, BpfAttr attr, int size) {
        return syscalls.call(Syscall.BPF, command.ordinal(), attr.address(), size);
    }
}
