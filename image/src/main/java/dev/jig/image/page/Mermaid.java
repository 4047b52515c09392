// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// The Mermaid library that is packaged with jig: 3 MB of JavaScript, read only when a page is made
/// with it.
final class Mermaid {
    private Mermaid() {}

    /// The library as it may stand in an element `script`: whatever could end that is written
    /// otherwise.
    static String script() {
        return read("mermaid.min.js")
                .replace("<!--", "\\x3c!--")
                .replace("<script", "\\x3cscript")
                .replace("</script", "\\x3c/script");
    }

    /// Its licence, which goes wherever the library goes.
    static String license() {
        return read("LICENSE").strip();
    }

    private static String read(String name) {
        try (InputStream in = Mermaid.class.getResourceAsStream("mermaid/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8)
                    .replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
