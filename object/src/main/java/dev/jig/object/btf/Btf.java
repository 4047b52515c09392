// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.btf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;

/// A set of BTF types over the bytes they came in; a type is decoded when it is asked for. Type ids
/// start at 1, id 0 is void. Immutable to callers and safe for use by several threads.
public final class Btf {
    private Btf() {}

    /// Types of an object without `.BTF`: void alone.
    public static Btf empty(ByteOrder order) {
        throw new UnsupportedOperationException("" + order);
    }

    /// The buffer's bytes from position to limit; they are not copied and must not change.
    ///
    /// @throws dev.jig.object.MalformedObjectException if the bytes are not BTF
    public static Btf parse(ByteBuffer bytes) {
        throw new UnsupportedOperationException("" + bytes);
    }

    /// Split BTF (of a kernel module): ids and string offsets continue those of `base`.
    public static Btf parseSplit(ByteBuffer bytes, Btf base) {
        throw new UnsupportedOperationException("" + bytes + base.order());
    }

    public ByteOrder order() {
        throw new UnsupportedOperationException();
    }

    /// The raw bytes, read-only, as `BPF_BTF_LOAD` takes them.
    public ByteBuffer bytes() {
        throw new UnsupportedOperationException();
    }

    /// One more than the highest type id (base included).
    public int typeCount() {
        throw new UnsupportedOperationException();
    }

    /// @throws dev.jig.object.MalformedObjectException if there is no such type or it is damaged
    public BtfType type(int id) {
        throw new UnsupportedOperationException("" + id);
    }

    /// The kind of a type, without decoding it.
    public BtfKind kind(int id) {
        throw new UnsupportedOperationException("" + id);
    }

    /// The name of a type, without decoding it.
    public String name(int id) {
        throw new UnsupportedOperationException("" + id);
    }

    /// The string at an offset of the string section.
    public String string(int offset) {
        throw new UnsupportedOperationException("" + offset);
    }

    /// Ids of all types of exactly that name, ascending. The index behind it is built once.
    public int[] named(String name) {
        throw new UnsupportedOperationException(name);
    }

    /// Ids of all types whose name is that one or that one with a flavour (`name___flavour`),
    /// ascending.
    public int[] essentiallyNamed(String essentialName) {
        throw new UnsupportedOperationException(essentialName);
    }

    /// The lowest id of that kind and name.
    public OptionalInt find(BtfKind kind, String name) {
        throw new UnsupportedOperationException(name + kind);
    }

    /// The first type that is neither typedef nor modifier (const, volatile, restrict, type tag).
    public int strip(int id) {
        throw new UnsupportedOperationException("" + id);
    }

    /// The size in bytes of a value of the type, seen through typedefs, modifiers and variables;
    /// a pointer has 8.
    public long sizeOf(int id) {
        throw new UnsupportedOperationException("" + id);
    }

    /// The alignment in bytes.
    public int alignOf(int id) {
        throw new UnsupportedOperationException("" + id);
    }
}
