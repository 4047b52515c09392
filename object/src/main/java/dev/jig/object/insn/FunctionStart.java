// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.insn;

/// The start of a function among instructions.
///
/// @param type BTF id of its FUNC, 0 if the object has none
public record FunctionStart(String name, int type) {}
