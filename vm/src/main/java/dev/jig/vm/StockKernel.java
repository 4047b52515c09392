// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A distribution's kernel, unpacked.
///
/// @param version as one asks for it, `6.1`
/// @param directory holds `vmlinuz`, `release` and `lib/modules`
record StockKernel(String version, Path directory) {

    Path image() {
        return directory.resolve("vmlinuz");
    }

    /// What `uname -r` says in it.
    String release() throws IOException {
        return Files.readString(directory.resolve("release")).strip();
    }
}
