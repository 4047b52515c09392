// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.document;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Writes a node as a YAML 1.2 document in block style. Texts of several lines are literal blocks
/// where their characters allow it, and whatever could be taken for something else is quoted.
public final class YamlText {
    private static final int INDENT = 2;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_./][A-Za-z0-9_./()*+ -]*");
    private static final Pattern BLOCK =
            Pattern.compile("([ -~]*[!-~]\\n)([ -~]*\\n)*[ -~]*[!-~]\\n?");
    private static final Set<String> OTHER_THINGS =
            Set.of("true", "false", "yes", "no", "on", "off", "null", "y", "n", ".", "..", ".inf");

    private final StringBuilder text = new StringBuilder();

    private YamlText() {}

    /// The document, without a marker before it and with a line feed at the end.
    public static String of(Node node) {
        YamlText yaml = new YamlText();
        yaml.write(node, 0);
        return yaml.text.append('\n').toString();
    }

    private void write(Node node, int depth) {
        switch (node) {
            case Node.Text(String value) -> scalar(value, depth);
            case Node.Whole(long value) -> text.append(value);
            case Node.Truth(boolean value) -> text.append(value);
            case Node.Items(List<Node> items) when items.isEmpty() -> text.append("[]");
            case Node.Items(List<Node> items) -> items(items.iterator(), depth);
            case Node.Members(Map<String, Node> byName) when byName.isEmpty() -> text.append("{}");
            case Node.Members(Map<String, Node> byName) ->
                    members(byName.entrySet().iterator(), depth);
        }
    }

    private void items(Iterator<Node> items, int depth) {
        while (items.hasNext()) {
            text.append("- ");
            write(items.next(), depth + 1);
            between(items, depth);
        }
    }

    private void members(Iterator<Map.Entry<String, Node>> members, int depth) {
        while (members.hasNext()) {
            Map.Entry<String, Node> member = members.next();
            scalar(member.getKey(), depth, false);
            text.append(':');
            if (nested(member.getValue())) {
                newLine(depth + 1);
            } else {
                text.append(' ');
            }
            write(member.getValue(), depth + 1);
            between(members, depth);
        }
    }

    private void between(Iterator<?> things, int depth) {
        if (things.hasNext()) {
            newLine(depth);
        }
    }

    private void newLine(int depth) {
        text.append('\n').repeat(' ', depth * INDENT);
    }

    private static boolean nested(Node node) {
        return switch (node) {
            case Node.Items(List<Node> items) -> !items.isEmpty();
            case Node.Members(Map<String, Node> byName) -> !byName.isEmpty();
            default -> false;
        };
    }

    private void scalar(String value, int depth) {
        scalar(value, depth, true);
    }

    private void scalar(String value, int depth, boolean blocks) {
        if (plain(value)) {
            text.append(value);
        } else if (blocks && depth > 0 && BLOCK.matcher(value).matches() && !indented(value)) {
            block(value, depth);
        } else {
            JsonText.quote(value, text);
        }
    }

    private static boolean plain(String value) {
        return PLAIN.matcher(value).matches()
                && !value.endsWith(" ")
                && !OTHER_THINGS.contains(value.toLowerCase(Locale.ROOT));
    }

    /// A first line that is indented would say how far the others are.
    private static boolean indented(String value) {
        return value.startsWith(" ") || value.startsWith("\n");
    }

    private void block(String value, int depth) {
        text.append(value.endsWith("\n") ? "|" : "|-");
        value.lines()
                .forEach(line -> {
                    text.append('\n');
                    if (!line.isEmpty()) {
                        text.repeat(' ', depth * INDENT).append(line);
                    }
                });
    }
}
