// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.page;

/// Texts as they may stand in XML and HTML. Names and source lines come out of files.
final class Markup {
    private Markup() {}

    static String escaped(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> append(c, safe));
        return safe.toString();
    }

    private static void append(int c, StringBuilder safe) {
        switch (c) {
            case '<' -> safe.append("&lt;");
            case '>' -> safe.append("&gt;");
            case '&' -> safe.append("&amp;");
            case '"' -> safe.append("&quot;");
            case '\'' -> safe.append("&#39;");
            case '\n' -> safe.append('\n');
            default -> safe.appendCodePoint(allowed(c) ? c : 0xfffd);
        }
    }

    /// What XML 1.0 allows and is no control character.
    private static boolean allowed(int c) {
        return !Character.isISOControl(c)
                && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                && c != 0xfffe
                && c != 0xffff;
    }
}
