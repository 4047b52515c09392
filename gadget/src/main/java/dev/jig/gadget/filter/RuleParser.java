// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.filter;

import java.util.ArrayList;
import java.util.List;

/// Takes the text of a filter apart.
final class RuleParser {
    private static final String OPERATOR_CHARACTERS = "=!<>~";

    private RuleParser() {}

    static List<Rule> parse(String filter) {
        List<Rule> rules = new ArrayList<>();
        StringBuilder rule = new StringBuilder();
        for (int i = 0; i < filter.length(); i++) {
            char character = filter.charAt(i);
            if (character == ',') {
                rules.add(rule(rule.toString()));
                rule.setLength(0);
            } else if (isEscape(filter, i)) {
                rule.append(filter.charAt(++i));
            } else {
                rule.append(character);
            }
        }
        rules.add(rule(rule.toString()));
        return rules;
    }

    /// Other backslashes stay: regular expressions are full of them.
    private static boolean isEscape(String filter, int index) {
        return filter.startsWith("\\,", index) || filter.startsWith("\\\\", index);
    }

    private static Rule rule(String text) {
        int index = operatorIndex(text);
        String field = text.substring(0, index).strip();
        if (field.isEmpty()) {
            throw Rule.refused(text, "a field name is missing", "");
        }
        if (index == text.length()) {
            throw Rule.refused(
                    text, "an operator is missing", " (there are: == != < <= > >= ~ !~)");
        }
        return rule(text, field, index);
    }

    private static int operatorIndex(String text) {
        int index = 0;
        while (index < text.length() && OPERATOR_CHARACTERS.indexOf(text.charAt(index)) < 0) {
            index++;
        }
        return index;
    }

    private static Rule rule(String text, String field, int index) {
        boolean single = text.startsWith("=", index) && !text.startsWith("==", index);
        Operator operator =
                single
                        ? Operator.EQUAL
                        : Operator.at(text, index).orElseThrow(() -> unknown(text, index, 1));
        String symbol = single ? "=" : operator.symbol();
        String value = text.substring(index + symbol.length());
        if (value.startsWith("=")) {
            throw unknown(text, index, symbol.length() + 1);
        }
        if (value.isEmpty()) {
            throw Rule.refused(text, "a value is missing after \"" + symbol + "\"", "");
        }
        return new Rule(text, field, operator, symbol, value);
    }

    private static RuntimeException unknown(String text, int index, int length) {
        String symbol = text.substring(index, index + length);
        return Rule.refused(
                text,
                "there is no operator \"" + symbol + "\"",
                " (there are: == != < <= > >= ~ !~)");
    }
}
