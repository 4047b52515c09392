// SPDX-License-Identifier: Apache-2.0
package dev.jig.object;

/// A global variable of an object file.
///
/// @param map the data section that holds it
/// @param offset bytes from the section's start
/// @param size bytes
/// @param type BTF id of its VAR in the object's BTF, 0 if the compiler left none
public record VariableSpec(String name, String map, int offset, int size, int type) {}
