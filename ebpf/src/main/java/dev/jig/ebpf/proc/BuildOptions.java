// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.proc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// The options a kernel was built with, as `.config` states them.
public final class BuildOptions {
    private static final int LIMIT = 16 << 20;
    private static final String UNSET = " is not set";

    private BuildOptions() {}

    /// Values by option: `y`, `m`, a number, a quoted text, and `n` where a comment says so.
    ///
    /// @param file plain or compressed by gzip
    /// @throws IOException if it is compressed and damaged
    public static Map<String, String> parse(byte[] file) throws IOException {
        Map<String, String> options = new HashMap<>();
        for (String line : new String(plain(file), UTF_8).split("\n", -1)) {
            addLine(line.strip(), options);
        }
        return options;
    }

    private static byte[] plain(byte[] file) throws IOException {
        if (file.length < 2 || file[0] != 0x1f || (file[1] & 0xff) != 0x8b) {
            return file;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
            return in.readNBytes(LIMIT);
        }
    }

    private static void addLine(String line, Map<String, String> options) {
        int equals = line.indexOf('=');
        if (line.startsWith("CONFIG_") && equals > 0) {
            options.put(line.substring(0, equals), line.substring(equals + 1));
        } else if (line.startsWith("# CONFIG_") && line.endsWith(UNSET)) {
            options.put(line.substring(2, line.length() - UNSET.length()), "n");
        }
    }
}
