// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.proc;

import java.util.Optional;
import java.util.OptionalLong;

/// Files of lines `name: value`, such as `/proc/self/status` and `/proc/self/fdinfo/3`.
public final class Fields {
    private Fields() {}

    public static Optional<String> find(String text, String name) {
        for (String line : text.split("\n", -1)) {
            if (line.startsWith(name) && line.startsWith(":", name.length())) {
                return Optional.of(line.substring(name.length() + 1).strip());
            }
        }
        return Optional.empty();
    }

    /// @param radix of the value; a prefix `0x` is allowed
    public static OptionalLong number(String text, String name, int radix) {
        Optional<String> value = find(text, name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        String digits = value.get().startsWith("0x") ? value.get().substring(2) : value.get();
        try {
            return OptionalLong.of(Long.parseUnsignedLong(digits, radix));
        } catch (NumberFormatException wrong) {
            return OptionalLong.empty();
        }
    }
}
