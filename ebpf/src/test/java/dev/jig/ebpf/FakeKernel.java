// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jig.ebpf.sys.Architecture;
import dev.jig.ebpf.sys.BpfCommand;
import dev.jig.ebpf.sys.CStrings;
import dev.jig.ebpf.sys.Host;
import dev.jig.ebpf.sys.Syscall;
import dev.jig.ebpf.sys.Syscalls;
import dev.jig.ebpf.sys.SystemCallException;
import dev.jig.ebpf.sys.SystemFiles;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A kernel that does nothing but say what it was asked, and answers as a test tells it to. Calls
/// that make a descriptor succeed unless a rule says otherwise; so do all others, with 0.
final class FakeKernel implements Syscalls, SystemFiles {
    /// An answer to some calls.
    interface Rule {
        /// @param attr the argument block of bpf(2) or perf_event_open(2), else a null segment
        /// @return the call's result; {@link #PASS} to leave it to others
        long answer(long[] arguments, MemorySegment attr);
    }

    static final long PASS = Long.MIN_VALUE;

    private final Map<Syscall, List<Rule>> rules = new EnumMap<>(Syscall.class);
    private final Map<BpfCommand, List<Rule>> bpfRules = new EnumMap<>(BpfCommand.class);
    private final Map<String, byte[]> files = new TreeMap<>();
    private final List<String> log = new ArrayList<>();
    private final Set<Integer> open = new TreeSet<>();
    private final Arena arena = Arena.ofAuto();
    private int nextFd = 100;

    FakeKernel() {
        file("/proc/sys/kernel/osrelease", "6.12.5-test\n");
        file("/proc/version", "Linux version 6.12.5-test\n");
        file("/proc/self/status", "Name:\tjava\nCapEff:\t000001ffffffffff\n");
        file("/proc/self/auxv", "");
        file("/proc/self/mountinfo", "20 1 0:5 / /trace rw - tracefs tracefs rw\n");
        file("/trace/events/README", "");
        file("/proc/kallsyms", "");
        file("/sys/devices/system/cpu/possible", "0-3\n");
        file("/sys/devices/system/cpu/online", "0-1,3\n");
        file("/sys/kernel/security/lockdown", "[none] integrity confidentiality\n");
    }

    Kernel kernel() {
        return Kernel.of(Host.of(this, this));
    }

    FakeKernel file(String path, String text) {
        files.put(path, text.getBytes(UTF_8));
        return this;
    }

    FakeKernel file(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    FakeKernel on(Syscall call, Rule rule) {
        rules.computeIfAbsent(call, _ -> new ArrayList<>()).add(rule);
        return this;
    }

    FakeKernel on(BpfCommand command, Rule rule) {
        bpfRules.computeIfAbsent(command, _ -> new ArrayList<>()).add(rule);
        return this;
    }

    FakeKernel refuse(BpfCommand command, Errno errno) {
        return on(command, (_, _) -> -errno.number());
    }

    /// Whole calls as text, in order, without those that only read files.
    List<String> log() {
        return log;
    }

    /// Calls whose text starts that way.
    List<String> log(String prefix) {
        return log.stream().filter(line -> line.startsWith(prefix)).toList();
    }

    Set<Integer> open() {
        return open;
    }

    int newFd() {
        open.add(nextFd);
        return nextFd++;
    }

    MemorySegment memory(long size) {
        return arena.allocate(size, 4096);
    }

    static int intAt(MemorySegment attr, long offset) {
        return attr.get(ValueLayout.JAVA_INT, offset);
    }

    static long longAt(MemorySegment attr, long offset) {
        return attr.get(ValueLayout.JAVA_LONG, offset);
    }

    static MemorySegment at(long address, long size) {
        return MemorySegment.ofAddress(address).reinterpret(size);
    }

    static String text(long address) {
        return address == 0 ? "null" : CStrings.read(at(address, 64));
    }

    @Override
    public Architecture architecture() {
        return Architecture.X86_64;
    }

    @Override
    public synchronized long call(Syscall call, long a, long b, long c, long d, long e, long f) {
        long[] arguments = {a, b, c, d, e, f};
        return switch (call) {
            case BPF -> bpf(BpfCommand.values()[(int) a], arguments, at(b, c));
            case PERF_EVENT_OPEN -> perfEventOpen(arguments);
            case CLOSE -> close((int) a);
            case OPENAT -> ruled(call, arguments, -Errno.ENOENT.number());
            case IOCTL -> {
                log.add("ioctl fd=%d request=0x%x argument=%d".formatted(a, b, c));
                yield ruled(call, arguments, 0);
            }
            case EPOLL_CREATE1, EVENTFD2 -> {
                long answer = ruled(call, arguments, PASS);
                yield answer == PASS ? newFd() : answer;
            }
            case MMAP -> ruled(call, arguments, -Errno.ENODEV.number());
            default -> {
                log.add(call.name().toLowerCase(java.util.Locale.ROOT));
                yield ruled(call, arguments, 0);
            }
        };
    }

    private long ruled(Syscall call, long[] arguments, long otherwise) {
        return first(rules.get(call), arguments, MemorySegment.NULL, otherwise);
    }

    private static long first(
            @org.jspecify.annotations.Nullable List<Rule> rules,
            long[] arguments,
            MemorySegment attr,
            long otherwise) {
        for (Rule rule : rules == null ? List.<Rule>of() : rules) {
            long answer = rule.answer(arguments, attr);
            if (answer != PASS) {
                return answer;
            }
        }
        return otherwise;
    }

    private long bpf(BpfCommand command, long[] arguments, MemorySegment attr) {
        byte[] bytes = attr.toArray(ValueLayout.JAVA_BYTE);
        log.add((command + " " + KernelLayouts.bpfAttr(part(command), bytes)).strip());
        long refusal = first(bpfRules.get(command), arguments, attr, PASS);
        return refusal != PASS ? refusal : makesDescriptor(command) ? newFd() : 0;
    }

    private static boolean makesDescriptor(BpfCommand command) {
        return switch (command) {
            case MAP_CREATE,
                    PROGRAM_LOAD,
                    OPEN_PINNED,
                    RAW_TRACEPOINT_OPEN,
                    BTF_LOAD,
                    LINK_CREATE,
                    ITERATOR_CREATE,
                    BTF_OF_ID ->
                    true;
            default -> false;
        };
    }

    static String part(BpfCommand command) {
        return switch (command) {
            case MAP_CREATE -> "map_type";
            case MAP_LOOKUP,
                    MAP_UPDATE,
                    MAP_DELETE,
                    MAP_NEXT_KEY,
                    MAP_LOOKUP_AND_DELETE,
                    MAP_FREEZE ->
                    "map_fd";
            case MAP_LOOKUP_BATCH,
                    MAP_LOOKUP_AND_DELETE_BATCH,
                    MAP_UPDATE_BATCH,
                    MAP_DELETE_BATCH ->
                    "batch";
            case PROGRAM_LOAD -> "prog_type";
            case PIN, OPEN_PINNED -> "pathname";
            case PROGRAM_TEST_RUN -> "test";
            case OBJECT_INFO -> "info";
            case RAW_TRACEPOINT_OPEN -> "raw_tracepoint";
            case BTF_LOAD -> "btf";
            case LINK_CREATE -> "link_create";
            case ITERATOR_CREATE -> "iter_create";
            default -> "start_id";
        };
    }

    private long perfEventOpen(long[] arguments) {
        MemorySegment attr = at(arguments[0], 128);
        String text = KernelLayouts.perfEventAttr(attr.toArray(ValueLayout.JAVA_BYTE));
        log.add("perf_event_open pid=%d cpu=%d %s".formatted(arguments[1], arguments[2], text));
        long answer = first(rules.get(Syscall.PERF_EVENT_OPEN), arguments, attr, PASS);
        return answer == PASS ? newFd() : answer;
    }

    private long close(int fd) {
        log.add("close fd=" + fd);
        return open.remove(fd) ? 0 : -Errno.EBADF.number();
    }

    @Override
    public byte[] read(String path) throws SystemCallException {
        byte[] content = files.get(path);
        if (content == null) {
            throw new SystemCallException(path, Errno.ENOENT.number());
        }
        return content;
    }

    @Override
    public InputStream open(String path) throws SystemCallException {
        return new ByteArrayInputStream(read(path));
    }

    @Override
    public List<String> list(String directory) {
        return files.keySet().stream()
                .filter(path -> path.startsWith(directory))
                .map(path -> path.substring(directory.length()).split("/", 2)[0])
                .distinct()
                .toList();
    }

    @Override
    public boolean exists(String path) {
        return files.keySet().stream()
                .anyMatch(file -> file.equals(path) || file.startsWith(path + "/"));
    }

    /// A new probe gets the id 77 at once, as the kernel would give it one.
    @Override
    public void append(String path, String text) throws SystemCallException {
        log.add("append " + path + " " + text);
        read(path);
        if (!text.startsWith("-")) {
            String event = text.substring(text.indexOf(':') + 1, text.indexOf(' '));
            file("/trace/events/" + event + "/id", "77\n");
        }
    }
}
