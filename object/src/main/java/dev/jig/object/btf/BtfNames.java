// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.btf;

/// Names and their flavours. `task_struct___old` is the type `task_struct` in the flavour `old`: a
/// way to say in C what the type looked like in another kernel.
public final class BtfNames {
    private BtfNames() {}

    /// The name without its flavour: what stands before the last run of exactly three underscores
    /// that has another character on both sides.
    public static String essential(String name) {
        for (int start = name.length() - 4; start > 0; start--) {
            if (separates(name, start)) {
                return name.substring(0, start);
            }
        }
        return name;
    }

    private static boolean separates(String name, int start) {
        return name.startsWith("___", start)
                && name.charAt(start - 1) != '_'
                && name.charAt(start + 3) != '_';
    }

    /// The length of the essential part of the bytes from `start` to `end`.
    static int essentialLength(byte[] bytes, int start, int end) {
        for (int at = end - 4; at > start; at--) {
            if (bytes[at] == '_'
                    && bytes[at + 1] == '_'
                    && bytes[at + 2] == '_'
                    && bytes[at - 1] != '_'
                    && bytes[at + 3] != '_') {
                return at - start;
            }
        }
        return end - start;
    }
}
