// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.sys;

import java.io.InputStream;
import java.util.List;

/// The files by which the kernel tells about itself (`/proc`, `/sys`, tracefs). Tests put a fake in
/// its place. Safe for use by several threads.
public interface SystemFiles {
    /// The whole file, at most 64 MiB.
    byte[] read(String path) throws SystemCallException;

    /// The file as a stream, to be closed by the caller. Reading throws {@link
    /// SystemCallException}.
    InputStream open(String path) throws SystemCallException;

    /// Names in a directory, sorted; empty if there is no such directory.
    List<String> list(String directory);

    boolean exists(String path);

    /// Adds a text to the end of a file by one write.
    void append(String path, String text) throws SystemCallException;
}
