// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.document;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Reads a JSONPath expression from left to right.
final class JsonPathParser {
    private static final int DEEPEST = 32;
    private static final List<String> OPERATORS = List.of("==", "!=", "<=", ">=", "<", ">");

    private final PathText text;
    private int depth;

    JsonPathParser(String expression) {
        text = new PathText(expression);
    }

    JsonPath parse() {
        text.expect("$");
        JsonPath path = segments();
        if (!text.ended()) {
            throw text.wrong("there is something left that is no part of a path");
        }
        return path;
    }

    private JsonPath segments() {
        List<JsonPath.Segment> segments = new ArrayList<>();
        while (true) {
            text.skipBlanks();
            if (text.take("..")) {
                List<Selector> selectors = text.take("[") ? bracketed() : List.of(shorthand());
                segments.add(new JsonPath.Segment(true, selectors));
            } else if (text.take(".")) {
                segments.add(new JsonPath.Segment(false, List.of(shorthand())));
            } else if (text.take("[")) {
                segments.add(new JsonPath.Segment(false, bracketed()));
            } else {
                return new JsonPath(segments);
            }
        }
    }

    private Selector shorthand() {
        return text.take("*") ? new Selector.All() : new Selector.Name(text.name());
    }

    private List<Selector> bracketed() {
        List<Selector> selectors = new ArrayList<>();
        do {
            text.skipBlanks();
            selectors.add(selector());
            text.skipBlanks();
        } while (text.take(","));
        text.expect("]");
        return selectors;
    }

    private Selector selector() {
        if (text.take("*")) {
            return new Selector.All();
        }
        if (text.take("?")) {
            return new Selector.Filter(any());
        }
        return text.atQuote() ? new Selector.Name(text.quoted()) : indexOrSlice();
    }

    private Selector indexOrSlice() {
        OptionalLong first = text.number();
        text.skipBlanks();
        if (!text.take(":")) {
            return new Selector.Index(
                    first.orElseThrow(() -> text.wrong("a name, number, * or ? should stand")));
        }
        text.skipBlanks();
        OptionalLong end = text.number();
        text.skipBlanks();
        OptionalLong step = text.take(":") ? stepAfterBlanks() : OptionalLong.empty();
        return new Selector.Slice(first, end, step.orElse(1));
    }

    private OptionalLong stepAfterBlanks() {
        text.skipBlanks();
        return text.number();
    }

    private Condition any() {
        if (++depth > DEEPEST) {
            throw text.wrong("filters are nested too deeply");
        }
        List<Condition> conditions = new ArrayList<>();
        do {
            conditions.add(every());
        } while (text.takeAfterBlanks("||"));
        depth--;
        return conditions.size() == 1 ? conditions.getFirst() : new Condition.Any(conditions);
    }

    private Condition every() {
        List<Condition> conditions = new ArrayList<>();
        do {
            conditions.add(condition());
        } while (text.takeAfterBlanks("&&"));
        return conditions.size() == 1 ? conditions.getFirst() : new Condition.Every(conditions);
    }

    private Condition condition() {
        boolean not = text.takeAfterBlanks("!");
        if (text.takeAfterBlanks("(")) {
            Condition inner = any();
            text.skipBlanks();
            text.expect(")");
            return not ? new Condition.Not(inner) : inner;
        }
        Condition.Operand left = operand();
        for (String operator : OPERATORS) {
            if (!not && text.takeAfterBlanks(operator)) {
                return new Condition.Comparison(comparable(left), operator, comparable(operand()));
            }
        }
        if (!(left instanceof Condition.Operand.Query query)) {
            throw text.wrong("a comparison should stand");
        }
        Condition found = new Condition.Found(query);
        return not ? new Condition.Not(found) : found;
    }

    private Condition.Operand comparable(Condition.Operand operand) {
        if (operand instanceof Condition.Operand.Query(boolean _, JsonPath path)
                && !path.definite()) {
            throw text.wrong("only a path to one place can be compared");
        }
        return operand;
    }

    private Condition.Operand operand() {
        text.skipBlanks();
        if (text.take("@")) {
            return new Condition.Operand.Query(false, segments());
        }
        if (text.take("$")) {
            return new Condition.Operand.Query(true, segments());
        }
        return new Condition.Operand.Literal(literal());
    }

    private Node literal() {
        if (text.atQuote()) {
            return Node.text(text.quoted());
        }
        if (text.take("true")) {
            return Node.truth(true);
        }
        if (text.take("false")) {
            return Node.truth(false);
        }
        return Node.whole(
                text.number()
                        .orElseThrow(() ->
                                text.wrong(
                                        "@, $, a quoted text, a whole number, true or false"
                                                + " should stand")));
    }
}
