// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.trampoline;

import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a trampoline's context holds for a kernel function: eight bytes for each argument, then
/// eight for the result. A value.
///
/// @param arguments in order
/// @param result null if the function returns nothing
public record FunctionSignature(List<Slot> arguments, @Nullable Slot result) {
    /// @param size bytes that count; those above are garbage
    /// @param pointer whether the verifier knows it as a pointer
    public record Slot(int size, boolean pointer) {}

    public FunctionSignature {
        arguments = List.copyOf(arguments);
    }

    /// Reads the prototype of a function.
    ///
    /// @param function id of a FUNC
    /// @throws NotConvertibleException if trampolines do not pass on such arguments
    public static FunctionSignature of(Btf btf, int function) {
        BtfType.Function type = (BtfType.Function) btf.type(function);
        BtfType.Prototype prototype = (BtfType.Prototype) btf.type(type.prototype());
        List<Slot> arguments = new ArrayList<>();
        for (BtfType.Parameter parameter : prototype.parameters()) {
            if (parameter.type() == 0) {
                throw new NotConvertibleException("the function's arguments vary in number");
            }
            arguments.add(slot(btf, parameter.type()));
        }
        int result = prototype.returnType();
        return new FunctionSignature(arguments, result == 0 ? null : slot(btf, result));
    }

    private static Slot slot(Btf btf, int id) {
        return switch (btf.type(btf.strip(id))) {
            case BtfType.Pointer _ -> new Slot(Long.BYTES, true);
            case BtfType.Int number when fits(number.size()) -> new Slot(number.size(), false);
            case BtfType.Enumeration number when fits(number.size()) ->
                    new Slot(number.size(), false);
            default ->
                    throw new NotConvertibleException(
                            "the function has an argument or result that is no number or pointer");
        };
    }

    private static boolean fits(int size) {
        return size > 0 && size <= Long.BYTES && Integer.bitCount(size) == 1;
    }
}
