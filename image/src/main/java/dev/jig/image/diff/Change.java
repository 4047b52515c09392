// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.diff;

/// One thing in which two builds of a gadget differ.
///
/// @param section what kind of thing it is: `maps`, `programs`, `edges`, ...
/// @param name whose fact it is: a map, a program, a field
/// @param fact what changed of it, `""` if it was added or removed altogether
/// @param before `""` if it was added
/// @param after `""` if it was removed
public record Change(String section, String name, String fact, String before, String after) {

    /// What became of the thing.
    public enum Kind {
        ADDED("+"),
        REMOVED("-"),
        CHANGED("~");

        private final String sign;

        Kind(String sign) {
            this.sign = sign;
        }

        /// A sign for people.
        public String sign() {
            return sign;
        }
    }

    public Kind kind() {
        if (!fact.isEmpty()) {
            return Kind.CHANGED;
        }
        return before.isEmpty() ? Kind.ADDED : Kind.REMOVED;
    }
}
