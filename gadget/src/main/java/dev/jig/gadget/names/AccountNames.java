// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.names;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/// Names of users or groups by number, from a file in the format of passwd(5) or group(5).
///
/// A snapshot: readers see a whole one without locks and without allocating. {@link #refresh} takes
/// a new one if the file has changed; it is to be called away from the event path. A file that is
/// absent or cannot be read names nobody. Safe for use by several threads.
public final class AccountNames {
    private final Path file;
    private volatile Snapshot snapshot = Snapshot.EMPTY;

    private record Snapshot(NumberedNames names, @Nullable FileTime modified, long size) {
        static final Snapshot EMPTY = new Snapshot(NumberedNames.EMPTY, null, -1);
    }

    /// Reads the file.
    public AccountNames(Path file) {
        this.file = file;
        refresh();
    }

    /// The users of this system: `/etc/passwd`.
    public static AccountNames users() {
        return new AccountNames(Path.of("/etc/passwd"));
    }

    /// The groups of this system: `/etc/group`.
    public static AccountNames groups() {
        return new AccountNames(Path.of("/etc/group"));
    }

    /// The name; null if the number has none. The array is shared and must not be changed.
    public byte @Nullable [] utf8(int id) {
        return snapshot.names().utf8(id);
    }

    /// Reads the file again if its time or size has changed.
    public void refresh() {
        try {
            FileTime modified = Files.getLastModifiedTime(file);
            long size = Files.size(file);
            if (size != snapshot.size() || !modified.equals(snapshot.modified())) {
                snapshot = new Snapshot(NumberedNames.read(file), modified, size);
            }
        } catch (IOException unreadable) {
            snapshot = Snapshot.EMPTY;
        }
    }
}
