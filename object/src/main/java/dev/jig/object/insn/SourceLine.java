// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.insn;

/// The line of C that an instruction was made from.
///
/// @param line counted from 1
/// @param column counted from 1, 0 if unknown
/// @param fileOffset where the file's name stands among the strings of the object's BTF
/// @param textOffset where the line's text stands there
public record SourceLine(
        String file, String text, int line, int column, int fileOffset, int textOffset) {}
