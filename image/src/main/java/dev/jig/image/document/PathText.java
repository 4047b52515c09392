// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.document;

import java.util.OptionalLong;

/// The text of a JSON path and how far it has been read.
final class PathText {
    private static final int LONGEST = 4096;
    private static final int MOST_DIGITS = 15;

    private final String text;
    private int at;

    PathText(String text) {
        this.text = text;
        if (text.length() > LONGEST) {
            throw new MalformedPathException("read a JSON path: it is too long");
        }
    }

    boolean ended() {
        return at == text.length();
    }

    /// Whether these characters come next; they are read then.
    boolean take(String characters) {
        boolean next = text.startsWith(characters, at);
        at += next ? characters.length() : 0;
        return next;
    }

    boolean takeAfterBlanks(String characters) {
        skipBlanks();
        return take(characters);
    }

    void expect(String characters) {
        if (!take(characters)) {
            throw wrong(characters + " should stand");
        }
    }

    void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    boolean atQuote() {
        return text.startsWith("'", at) || text.startsWith("\"", at);
    }

    /// A name that needs no quotes.
    String name() {
        int start = at;
        while (at < text.length() && nameCharacter(text.charAt(at), at > start)) {
            at++;
        }
        if (at == start) {
            throw wrong("a name should stand (quote what is not a plain one: ['a.b'])");
        }
        return text.substring(start, at);
    }

    private static boolean nameCharacter(char c, boolean inside) {
        boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        boolean digit = c >= '0' && c <= '9';
        return letter || c == '_' || c >= 0x80 || (inside && (digit || c == '-'));
    }

    /// A text in quotes of either kind.
    String quoted() {
        char quote = text.charAt(at++);
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            char c = text.charAt(at++);
            value.append(c == '\\' ? escaped() : c);
        }
        expect(String.valueOf(quote));
        return value.toString();
    }

    private char escaped() {
        char c = at < text.length() ? text.charAt(at++) : ' ';
        return switch (c) {
            case '\\', '/', '"', '\'' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimal();
            default -> throw wrong("an escape there is should stand");
        };
    }

    private char hexadecimal() {
        if (at + 4 > text.length()) {
            throw wrong("four hexadecimal digits should stand");
        }
        int value = 0;
        for (int end = at + 4; at < end; at++) {
            int digit = Character.digit(text.charAt(at), 16);
            if (digit < 0) {
                throw wrong("a hexadecimal digit should stand");
            }
            value = value << 4 | digit;
        }
        return (char) value;
    }

    /// A whole number, if one comes next.
    OptionalLong number() {
        int start = at;
        boolean negative = take("-");
        int digits = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == digits) {
            at = start;
            return OptionalLong.empty();
        }
        if (at - digits > MOST_DIGITS) {
            throw wrong("the number has too many digits");
        }
        long value = Long.parseLong(text, digits, at, 10);
        return OptionalLong.of(negative ? -value : value);
    }

    MalformedPathException wrong(String fact) {
        return new MalformedPathException(
                "read JSON path %s: at character %d %s".formatted(text, at + 1, fact));
    }
}
