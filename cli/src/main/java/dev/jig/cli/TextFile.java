// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.gadget.UsageException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Files that a user asked for.
final class TextFile {
    private TextFile() {}

    /// Writes a file in UTF-8, in place of one that is there.
    ///
    /// @throws UsageException if that cannot be done
    static void write(String file, String text) {
        try {
            Files.writeString(Path.of(file), text);
        } catch (NoSuchFileException absent) {
            throw failed(file, "there is no such directory");
        } catch (AccessDeniedException denied) {
            throw failed(file, "access denied");
        } catch (IOException | InvalidPathException e) {
            throw failed(file, String.valueOf(e.getMessage()));
        }
    }

    private static UsageException failed(String file, String fact) {
        return new UsageException("write " + file + ": " + fact);
    }
}
