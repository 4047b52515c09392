// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A distribution's kernel, unpacked.
///
/// @param version as one asks for it, `6.1`
/// @param directory holds `vmlinuz`, `release`, `boot` and `lib/modules`
record StockKernel(String version, Path directory) {

    Path image() {
        return directory.resolve("vmlinuz");
    }

    /// What `uname -r` says in it.
    String release() throws IOException {
        return Files.readString(directory.resolve("release")).strip();
    }

    /// Whether all of it is there: a store may have been filled by an older checkout.
    boolean isComplete() throws IOException {
        return Files.exists(image())
                && Files.exists(directory.resolve("release"))
                && Files.exists(directory.resolve("boot/config-" + release()))
                && Files.exists(directory.resolve("lib/modules/" + release() + "/modules.dep"));
    }
}
