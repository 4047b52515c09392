// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.jig.ebpf.sys.SystemCallException;
import dev.jig.ebpf.sys.SystemFiles;
import java.util.Optional;

/// The perf event source of kprobes or uprobes (4.17).
///
/// @param type its number
/// @param returnBit of the event's config: asks for a probe of the return
record ProbePmu(int type, int returnBit) {
    private static final String SOURCES = "/sys/bus/event_source/devices/";
    private static final String BIT = "config:";

    /// @param name `kprobe` or `uprobe`
    /// @return empty if the kernel has none
    static Optional<ProbePmu> find(SystemFiles files, String name) {
        try {
            int type = Integer.parseInt(text(files, SOURCES + name + "/type"));
            String format = text(files, SOURCES + name + "/format/retprobe");
            int bit = format.startsWith(BIT) ? Integer.parseInt(format.substring(BIT.length())) : 0;
            return Optional.of(new ProbePmu(type, bit));
        } catch (SystemCallException | NumberFormatException absent) {
            return Optional.empty();
        }
    }

    private static String text(SystemFiles files, String path) throws SystemCallException {
        return new String(files.read(path), US_ASCII).strip();
    }

    long config(boolean onReturn) {
        return onReturn ? 1L << returnBit : 0;
    }
}
