// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jig.container.proc.Processes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The arguments of an execve(2) that has not happened yet: its caller sleeps in the kernel, so
/// that `/proc/PID/syscall` shows where in its memory they stand. `/proc/PID/cmdline` is still that
/// of the program before.
final class ExecArguments {
    private static final int MAX_ARGUMENTS = 256;
    private static final int MAX_BYTES = 4096;
    private static final int ATTEMPTS = 20;
    private static final int PAUSE_MILLIS = 2;

    private static final boolean X86 = System.getProperty("os.arch", "").equals("amd64");
    private static final String EXECVE = X86 ? "59" : "221";
    private static final String EXECVEAT = X86 ? "322" : "281";

    private ExecArguments() {}

    /// The arguments; none if they cannot be read.
    static List<String> of(int pid) {
        for (int i = 0; i < ATTEMPTS; i++) {
            List<String> arguments = ofThreads(pid);
            if (!arguments.isEmpty()) {
                return arguments;
            }
            try {
                // asked before it fell asleep
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return List.of();
            }
        }
        return List.of();
    }

    static List<String> ofThreads(int pid) {
        Path tasks = Processes.directory(pid).resolve("task");
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                long address = address(Files.readString(thread.resolve("syscall")));
                if (address > 0) {
                    return read(thread.resolve("mem"), address);
                }
            }
        } catch (IOException | RuntimeException gone) {
            return List.of();
        }
        return List.of();
    }

    /// Where the arguments' addresses stand, 0 if it is another system call.
    static long address(String syscall) {
        String[] words = syscall.strip().split(" ", -1);
        if (words.length < 4) {
            return 0;
        }
        if (words[0].equals(EXECVE)) {
            return Long.decode(words[2]);
        }
        return words[0].equals(EXECVEAT) ? Long.decode(words[3]) : 0;
    }

    private static List<String> read(Path memory, long address) throws IOException {
        List<String> arguments = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(memory)) {
            for (int i = 0; i < MAX_ARGUMENTS; i++) {
                long at = word(channel, address + (long) i * Long.BYTES);
                if (at == 0) {
                    break;
                }
                arguments.add(text(channel, at));
            }
        }
        return arguments;
    }

    private static long word(FileChannel channel, long address) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        return channel.read(buffer, address) == Long.BYTES ? buffer.getLong(0) : 0;
    }

    private static String text(FileChannel channel, long address) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(128);
        while (bytes.size() < MAX_BYTES) {
            buffer.clear();
            int count = channel.read(buffer, address + bytes.size());
            for (int i = 0; i < count; i++) {
                if (buffer.get(i) == 0) {
                    return bytes.toString(UTF_8);
                }
                bytes.write(buffer.get(i));
            }
            if (count <= 0) {
                break;
            }
        }
        return bytes.toString(UTF_8);
    }
}
