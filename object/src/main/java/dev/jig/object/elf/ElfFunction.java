// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.elf;

/// A function of an executable or library.
///
/// @param fileOffset where its code starts, in bytes from the file's start; 0 if imported
/// @param size bytes, 0 if unknown
/// @param imported whether the file only uses it and another file has its code
public record ElfFunction(String name, long fileOffset, long size, boolean imported) {}
