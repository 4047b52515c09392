// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.sys;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// A fanotify group that the kernel asks before a file is opened or executed
/// (CONFIG_FANOTIFY_ACCESS_PERMISSIONS; executions since 5.0). Whoever opens a marked file waits
/// until {@link #allow} is called; when the group is closed, which the end of the process does too,
/// all who wait go on.
///
/// One thread reads; marking and allowing are for any thread. Owned by whoever opened it.
public final class Fanotify implements AutoCloseable {
    /// The kernel asks before a file is opened.
    public static final long ASK_OPEN = 0x0001_0000;

    /// The kernel asks before a file is opened to be executed (5.0).
    public static final long ASK_EXECUTE = 0x0004_0000;

    /// Directories too.
    public static final long DIRECTORIES = 0x4000_0000;

    private static final int CLOSE_ON_EXEC = 0x1;
    private static final int NON_BLOCKING = 0x2;
    private static final int CLASS_CONTENT = 0x4;
    private static final int UNLIMITED_QUEUE = 0x10;
    private static final int UNLIMITED_MARKS = 0x20;

    /// Of the descriptors that come with events: `O_RDONLY | O_CLOEXEC`.
    private static final int EVENT_FLAGS = 02000000;

    private static final int ADD = 0x1;
    private static final int REMOVE = 0x2;
    private static final int WORKING_DIRECTORY = -100;
    private static final int ALLOW = 1;
    private static final int EBADF = 9;

    /// `struct fanotify_event_metadata`.
    private static final int VERSION_OFFSET = 4;

    private static final int MASK_OFFSET = 8;
    private static final int FD_OFFSET = 16;
    private static final int PID_OFFSET = 20;
    private static final int METADATA_BYTES = 24;
    private static final int VERSION = 3;

    private static final int BUFFER_BYTES = 4096;
    private static final int RESPONSE_BYTES = 8;

    private final Syscalls syscalls;
    private final Descriptors descriptors;
    private final int fd;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(BUFFER_BYTES, Long.BYTES);
    private boolean closed;

    /// Somebody waits for an answer.
    ///
    /// @param fd the file, open; it belongs to whoever read the event and is closed by {@link
    ///   #allow}
    /// @param pid process (not thread) that opens it, as this process's pid namespace numbers it
    /// @param mask what the kernel asks, {@link #ASK_OPEN} or {@link #ASK_EXECUTE}
    public record Question(int fd, int pid, long mask) {
        public boolean execute() {
            return (mask & ASK_EXECUTE) != 0;
        }
    }

    private Fanotify(Syscalls syscalls, Descriptors descriptors, int fd) {
        this.syscalls = syscalls;
        this.descriptors = descriptors;
        this.fd = fd;
    }

    /// @throws SystemCallException EPERM without CAP_SYS_ADMIN, EINVAL if the kernel was built
    ///   without permission events
    public static Fanotify open(Syscalls syscalls, Descriptors descriptors)
            throws SystemCallException {
        int flags =
                CLOSE_ON_EXEC | NON_BLOCKING | CLASS_CONTENT | UNLIMITED_QUEUE | UNLIMITED_MARKS;
        long fd = syscalls.call(Syscall.FANOTIFY_INIT, flags, EVENT_FLAGS);
        return new Fanotify(syscalls, descriptors, checked("fanotify_init", fd));
    }

    /// The group's descriptor, to be waited for; stays the group's.
    public int fd() {
        return fd;
    }

    /// Asks from now on about a file; symbolic links are followed.
    public void mark(String path, long mask) throws SystemCallException {
        checked(path, change(ADD, path, mask));
    }

    /// Asks no longer.
    public void unmark(String path, long mask) throws SystemCallException {
        checked(path, change(REMOVE, path, mask));
    }

    private synchronized long change(int what, String path, long mask) {
        if (closed) {
            return -EBADF;
        }
        try (Arena names = Arena.ofConfined()) {
            long name = CStrings.allocate(names, path).address();
            return syscalls.call(Syscall.FANOTIFY_MARK, fd, what, mask, WORKING_DIRECTORY, name, 0);
        }
    }

    /// The questions there are at the moment.
    public List<Question> read() {
        List<Question> questions = new ArrayList<>();
        long length = descriptors.read(fd, buffer.address(), BUFFER_BYTES);
        long at = 0;
        while (length - at >= METADATA_BYTES) {
            int size = buffer.get(JAVA_INT_UNALIGNED, at);
            if (size < METADATA_BYTES || size > length - at) {
                break;
            }
            int file = buffer.get(JAVA_INT_UNALIGNED, at + FD_OFFSET);
            int version = buffer.get(JAVA_INT_UNALIGNED, at + VERSION_OFFSET) & 0xff;
            if (file >= 0 && version == VERSION) {
                int pid = buffer.get(JAVA_INT_UNALIGNED, at + PID_OFFSET);
                long mask = buffer.get(JAVA_LONG_UNALIGNED, at + MASK_OFFSET);
                questions.add(new Question(file, pid, mask));
            }
            at += size;
        }
        return questions;
    }

    /// Lets whoever asked go on. After {@link #close} there is nobody left who waits.
    public synchronized void allow(Question question) {
        if (closed) {
            descriptors.close(question.fd());
            return;
        }
        try (Arena answers = Arena.ofConfined()) {
            MemorySegment answer = answers.allocate(RESPONSE_BYTES, Integer.BYTES);
            answer.set(JAVA_INT_UNALIGNED, 0, question.fd());
            answer.set(JAVA_INT_UNALIGNED, Integer.BYTES, ALLOW);
            descriptors.write(fd, answer.address(), RESPONSE_BYTES);
        }
        descriptors.close(question.fd());
    }

    private static int checked(String thing, long result) throws SystemCallException {
        if (result < 0) {
            throw new SystemCallException(thing, (int) -result);
        }
        return (int) result;
    }

    /// Closes the group; who waits goes on. Closing twice does nothing.
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            descriptors.close(fd);
            arena.close();
        }
    }
}
