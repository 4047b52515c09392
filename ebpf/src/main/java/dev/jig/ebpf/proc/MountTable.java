// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.proc;

import java.util.ArrayList;
import java.util.List;

/// `/proc/self/mountinfo`: what is mounted where.
public final class MountTable {
    private MountTable() {}

    /// @param root which directory of the file system is mounted, `/` for all of it
    /// @param point where
    /// @param type `tracefs`
    public record Mount(String root, String point, String type) {}

    /// Lines that are not what proc(5) says are left out.
    public static List<Mount> parse(String text) {
        List<Mount> mounts = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            String[] fields = line.split(" ", -1);
            int separator = List.of(fields).indexOf("-");
            if (separator >= 6 && separator + 1 < fields.length) {
                mounts.add(
                        new Mount(
                                unescaped(fields[3]), unescaped(fields[4]), fields[separator + 1]));
            }
        }
        return mounts;
    }

    /// Space, tab, newline and backslash are written as three octal digits.
    private static String unescaped(String field) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            if (isEscape(field, i)) {
                text.append((char) Integer.parseInt(field, i + 1, i + 4, 8));
                i += 3;
            } else {
                text.append(field.charAt(i));
            }
        }
        return text.toString();
    }

    private static boolean isEscape(String field, int i) {
        return field.charAt(i) == '\\'
                && i + 3 < field.length()
                && field.substring(i + 1, i + 4).chars().allMatch(c -> c >= '0' && c <= '7');
    }
}
