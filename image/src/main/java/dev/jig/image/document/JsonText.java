// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.document;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Writes a node as JSON, on one line or with an indentation of two spaces.
public final class JsonText {
    private static final int INDENT = 2;
    private static final int FIRST_PRINTABLE = 0x20;

    private final StringBuilder text = new StringBuilder();
    private final boolean pretty;

    private JsonText(boolean pretty) {
        this.pretty = pretty;
    }

    /// On one line, without a line feed at the end.
    public static String compact(Node node) {
        return new JsonText(false).write(node, 0).text.toString();
    }

    /// On many lines, without a line feed at the end.
    public static String pretty(Node node) {
        return new JsonText(true).write(node, 0).text.toString();
    }

    private JsonText write(Node node, int depth) {
        switch (node) {
            case Node.Text(String value) -> quote(value, text);
            case Node.Whole(long value) -> text.append(value);
            case Node.Truth(boolean value) -> text.append(value);
            case Node.Items(List<Node> items) -> items(items.iterator(), depth + 1);
            case Node.Members(Map<String, Node> byName) ->
                    members(byName.entrySet().iterator(), depth + 1);
        }
        return this;
    }

    private void items(Iterator<Node> items, int depth) {
        text.append('[');
        boolean any = items.hasNext();
        while (items.hasNext()) {
            newLine(depth);
            write(items.next(), depth).text.append(items.hasNext() ? "," : "");
        }
        close(any, depth, ']');
    }

    private void members(Iterator<Map.Entry<String, Node>> members, int depth) {
        text.append('{');
        boolean any = members.hasNext();
        while (members.hasNext()) {
            newLine(depth);
            Map.Entry<String, Node> member = members.next();
            quote(member.getKey(), text);
            text.append(pretty ? ": " : ":");
            write(member.getValue(), depth).text.append(members.hasNext() ? "," : "");
        }
        close(any, depth, '}');
    }

    private void close(boolean any, int depth, char bracket) {
        if (any) {
            newLine(depth - 1);
        }
        text.append(bracket);
    }

    private void newLine(int depth) {
        if (pretty) {
            text.append('\n').repeat(' ', depth * INDENT);
        }
    }

    /// A string of JSON, which is one of YAML too.
    static void quote(String value, StringBuilder into) {
        into.append('"');
        int written = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!plain(c)) {
                into.append(value, written, i);
                escape(c, into);
                written = i + 1;
            }
        }
        into.append(value, written, value.length()).append('"');
    }

    /// No control character reaches a terminal.
    private static boolean plain(char c) {
        return c >= FIRST_PRINTABLE && c != '"' && c != '\\' && (c < 0x7f || c >= 0xa0);
    }

    private static void escape(char c, StringBuilder into) {
        switch (c) {
            case '"' -> into.append("\\\"");
            case '\\' -> into.append("\\\\");
            case '\n' -> into.append("\\n");
            case '\r' -> into.append("\\r");
            case '\t' -> into.append("\\t");
            default -> into.append("\\u%04x".formatted((int) c));
        }
    }
}
