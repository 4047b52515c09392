// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

/// Bold and coloured text for a terminal, plain text for anything else.
///
/// @param coloured whether escape sequences are written
record Style(boolean coloured) {
    String bold(String text) {
        return in("1", text);
    }

    String red(String text) {
        return in("31", text);
    }

    String green(String text) {
        return in("32", text);
    }

    String yellow(String text) {
        return in("33", text);
    }

    String faint(String text) {
        return in("2", text);
    }

    private String in(String code, String text) {
        return coloured ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
