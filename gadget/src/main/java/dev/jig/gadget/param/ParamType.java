// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.param;

/// What values a param takes and how they stand in the object's variable. Sizes are bytes; numbers
/// are in the byte order of the object.
public sealed interface ParamType {
    /// A whole number of 1, 2, 4 or 8 bytes, decimal or `0x` hexadecimal.
    record Whole(int size, boolean signed) implements ParamType {
        @Override
        public String noun() {
            return "number";
        }
    }

    /// `true` or `false`, one byte.
    record Bool() implements ParamType {
        @Override
        public String noun() {
            return "bool";
        }
    }

    /// A binary floating-point number of 4 or 8 bytes.
    record Real(int size) implements ParamType {
        @Override
        public String noun() {
            return "number";
        }
    }

    /// A C string with room for `capacity` bytes, the NUL included.
    record Text(int capacity) implements ParamType {
        @Override
        public String noun() {
            return "text";
        }
    }

    /// An IPv4 or IPv6 address (`struct gadget_l3endpoint_t`).
    record Address(int size) implements ParamType {
        @Override
        public String noun() {
            return "address";
        }
    }

    /// A signal by number or name, as a whole number; 0 means any.
    record Signal(int size) implements ParamType {
        @Override
        public String noun() {
            return "signal";
        }
    }

    /// A noun for help texts: `number`, `text`.
    String noun();
}
