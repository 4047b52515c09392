// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// One operation that `file_victim` did on a file.
///
/// @param result bytes, or 0, or minus the errno
/// @param micros what the program itself saw it take
record FileWork(long pid, long tid, long result, long micros) {
    /// @param words options and the operation
    static FileWork done(Path file, String words) {
        Tools.Result said = Tools.victim("file_victim", arguments(file, words));
        if (said.exit() != 0) {
            throw new AssertionError("file_victim " + words + " " + file + ": " + said.output());
        }
        return of(said);
    }

    static FileWork of(Tools.Result said) {
        return new FileWork(
                said.number("pid"), said.number("tid"), said.number("result"), said.number("took"));
    }

    static String[] arguments(Path file, String words) {
        return Stream.concat(List.of(words.split(" ")).stream(), Stream.of(file.toString()))
                .toArray(String[]::new);
    }
}
