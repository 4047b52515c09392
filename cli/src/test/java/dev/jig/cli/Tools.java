// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Other programs that tests run to their end.
final class Tools {
    private Tools() {}

    /// What a program printed, on both streams.
    record Result(String output, int exit) {
        /// The number behind a word: `pid 42`.
        long number(String word) {
            Matcher match = Pattern.compile("\\b" + word + " (-?\\d+)").matcher(output);
            if (!match.find()) {
                throw new AssertionError("no " + word + " in: " + output);
            }
            return Long.parseLong(match.group(1));
        }
    }

    /// One of the programs of `src/test/c/victims`.
    static Result victim(String name, String... arguments) {
        return run(victimCommand(name, arguments));
    }

    private static List<String> victimCommand(String name, String... arguments) {
        return Stream.concat(Stream.of(program(name).toString()), Stream.of(arguments)).toList();
    }

    /// Where one of those programs is.
    static Path program(String name) {
        return Path.of(System.getProperty("jig.root"), "cli", "target", "victims", name);
    }

    /// One of those programs, still running; both its streams are one.
    static Process start(String victim, String... arguments) throws IOException {
        return new ProcessBuilder(victimCommand(victim, arguments))
                .redirectErrorStream(true)
                .start();
    }

    static Result exec(String... arguments) {
        return victim("exec_victim", arguments);
    }

    static Result signal(String... arguments) {
        return victim("signal_victim", arguments);
    }

    static Result run(String... command) {
        return run(List.of(command));
    }

    static Result run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Result(output, process.waitFor());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
