// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.insn;

/// A CO-RE relocation record: what the compiler assumed of a type and wants corrected at load.
///
/// @param rootType BTF id in the object's BTF
/// @param access numbers separated by colons: `0:3:1`
public record CoreRecord(CoreKind kind, int rootType, String access) {}
