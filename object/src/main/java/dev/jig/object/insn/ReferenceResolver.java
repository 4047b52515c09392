// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.insn;

/// Puts numbers in place of the names that instructions refer to. References to functions of the
/// same program are the encoder's own matter.
public interface ReferenceResolver {
    /// The descriptor of the map.
    int mapDescriptor(String map);

    /// The offset of a `.kconfig` extern in the `.kconfig` map.
    int kconfigOffset(String name);

    /// What a kernel symbol's wide load becomes.
    Instruction kernelSymbol(Instruction load, Reference.ToKernelSymbol reference);

    /// What a kernel function's call becomes.
    Instruction kernelFunction(Instruction call, Reference.ToKernelFunction reference);
}
