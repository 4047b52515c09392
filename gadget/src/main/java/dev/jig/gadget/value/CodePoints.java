// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

/// What a character does on a screen.
public final class CodePoints {
    private static final int FIRST_WIDE = 0x1100;

    private CodePoints() {}

    /// Whether a character beyond ASCII could act on a terminal or change how its neighbours are
    /// shown: control characters (C1), directional marks and overrides, line separators, the byte
    /// order mark, and two non-characters that YAML forbids.
    public static boolean isActive(int codePoint) {
        if (codePoint < 0xa0) {
            return codePoint >= 0x7f || codePoint < ' ';
        }
        return codePoint >= 0x061c && codePoint <= 0xffff && isActiveMark(codePoint);
    }

    private static boolean isActiveMark(int codePoint) {
        return switch (codePoint) {
            case 0x061c, 0x200e, 0x200f, 0xfeff, 0xfffe, 0xffff -> true;
            default -> isBetween(codePoint, 0x2028, 0x202e) || isBetween(codePoint, 0x2066, 0x2069);
        };
    }

    /// Whether the character has a picture: letters, marks, digits, punctuation, symbols and the
    /// ASCII space.
    public static boolean isPrintable(int codePoint) {
        if (codePoint < 0x7f) {
            return codePoint >= ' ';
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }

    /// Cells of a terminal that a printable character takes: 0, 1 or 2.
    public static int cells(int codePoint) {
        if (codePoint < 0x300) {
            return 1;
        }
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
            default -> codePoint >= FIRST_WIDE && isWide(codePoint) ? 2 : 1;
        };
    }

    /// Unicode's East Asian widths W and F, by block.
    private static boolean isWide(int codePoint) {
        return isBetween(codePoint, 0x1100, 0x115f)
                || isBetween(codePoint, 0x2e80, 0x303e)
                || isBetween(codePoint, 0x3041, 0xa4cf)
                || isBetween(codePoint, 0xa960, 0xa97c)
                || isBetween(codePoint, 0xac00, 0xd7a3)
                || isBetween(codePoint, 0xf900, 0xfaff)
                || isBetween(codePoint, 0xfe30, 0xfe6f)
                || isBetween(codePoint, 0xff01, 0xff60)
                || isBetween(codePoint, 0xffe0, 0xffe6)
                || isBetween(codePoint, 0x1_7000, 0x1_b2ff)
                || isBetween(codePoint, 0x2_0000, 0x3_fffd)
                || Character.isEmojiPresentation(codePoint);
    }

    private static boolean isBetween(int codePoint, int first, int last) {
        return codePoint >= first && codePoint <= last;
    }
}
