// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.insn;

/// What an instruction refers to outside itself, by name; numbers are put in when it is encoded.
public sealed interface Reference {
    String name();

    /// A wide load of a map's descriptor.
    record ToMap(String name) implements Reference {}

    /// A wide load of the address of a byte in a data section's map.
    record ToData(String name, int offset) implements Reference {}

    /// A call of a function of the same object.
    record ToFunction(String name) implements Reference {}

    /// A wide load of the address of a function of the same object.
    record ToFunctionAddress(String name) implements Reference {}

    /// A wide load of the address of an extern in `.kconfig`.
    record ToKconfig(String name) implements Reference {}

    /// A wide load of a kernel symbol's address.
    ///
    /// @param type BTF id in the object's BTF of the extern VAR, whose type void means untyped, or
    ///   of the extern FUNC whose address is taken
    record ToKernelSymbol(String name, int type, boolean weak) implements Reference {}

    /// A call of a kernel function.
    ///
    /// @param type BTF id of the extern FUNC in the object's BTF
    record ToKernelFunction(String name, int type, boolean weak) implements Reference {}
}
