// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.jig.ebpf.sys.Descriptors;
import dev.jig.ebpf.sys.Syscall;
import dev.jig.ebpf.sys.Syscalls;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;

/// Notices that somebody presses Enter in the terminal we run in the foreground of. One thread that
/// sleeps in poll(2). The terminal's settings are left alone.
final class KeyWatch implements AutoCloseable {
    private static final int STACK_BYTES = 64 << 10;
    private static final int ENTRY_BYTES = 8;
    private static final int WANTED_OFFSET = 4;
    private static final int READY_OFFSET = 6;
    private static final short POLLIN = 1;
    private static final int EINTR = 4;
    private static final int LINE_BYTES = 256;

    /// How long a line waits for us if it is not for us, in nanoseconds.
    private static final long PAUSE = 250_000_000;

    private static final Path STATUS = Path.of("/proc/self/stat");
    private static final int GROUP = 2;
    private static final int FOREGROUND_GROUP = 5;

    private final Descriptors descriptors;
    private final Syscalls syscalls;
    private final Runnable action;
    private final int wakeUp;
    private final Thread thread;

    private KeyWatch(Syscalls syscalls, Runnable action) {
        this.descriptors = new Descriptors(syscalls);
        this.syscalls = syscalls;
        this.action = action;
        this.wakeUp = (int) descriptors.eventCounter();
        this.thread = new Thread(null, this::watch, "jig-key-watch", STACK_BYTES);
        thread.setDaemon(true);
    }

    /// Begins to watch stdin, which is a terminal.
    ///
    /// @param action done by the watch's own thread
    static KeyWatch start(Syscalls syscalls, Runnable action) {
        KeyWatch watch = new KeyWatch(syscalls, action);
        watch.thread.start();
        return watch;
    }

    /// Ends the watch and its thread.
    @Override
    public void close() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment one = arena.allocateFrom(ValueLayout.JAVA_LONG, 1);
            descriptors.write(wakeUp, one.address(), one.byteSize());
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        descriptors.close(wakeUp);
    }

    private void watch() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment entries = arena.allocate(2 * ENTRY_BYTES, Integer.BYTES);
            entries.set(ValueLayout.JAVA_INT, 0, wakeUp);
            entries.set(ValueLayout.JAVA_SHORT, WANTED_OFFSET, POLLIN);
            entries.set(ValueLayout.JAVA_INT, ENTRY_BYTES, Tty.IN);
            entries.set(ValueLayout.JAVA_SHORT, ENTRY_BYTES + WANTED_OFFSET, POLLIN);
            MemorySegment line = arena.allocate(LINE_BYTES);
            MemorySegment pause = arena.allocateFrom(ValueLayout.JAVA_LONG, 0, PAUSE);
            long count = 2;
            while (poll(entries, count, count == 2 ? 0 : pause.address())) {
                count = count == 2 && !taken(line) ? 1 : 2;
            }
        }
    }

    /// False if the watch is to end: by itself, or because the terminal has gone.
    private boolean poll(MemorySegment entries, long count, long timeout) {
        long ready;
        do {
            ready = syscalls.call(Syscall.PPOLL, entries.address(), count, timeout, 0);
        } while (ready == -EINTR);
        short terminal = entries.get(ValueLayout.JAVA_SHORT, ENTRY_BYTES + READY_OFFSET);
        return ready >= 0
                && entries.get(ValueLayout.JAVA_SHORT, READY_OFFSET) == 0
                && (ready == 0 || count == 1 || terminal == POLLIN);
    }

    /// Whoever reads from a terminal in the background is stopped.
    private boolean taken(MemorySegment line) {
        if (!inForeground()) {
            return false;
        }
        if (descriptors.read(Tty.IN, line.address(), line.byteSize()) > 0) {
            action.run();
        }
        return true;
    }

    private static boolean inForeground() {
        try {
            String status = Files.readString(STATUS, US_ASCII);
            String[] words = status.substring(status.lastIndexOf(')') + 2).split(" ", -1);
            return words[GROUP].equals(words[FOREGROUND_GROUP]);
        } catch (IOException e) {
            return false;
        }
    }
}
