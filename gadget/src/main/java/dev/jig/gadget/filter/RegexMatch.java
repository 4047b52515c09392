// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.filter;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/// A text in which a regular expression is found. Matching takes time in proportion to the text,
/// whatever the expression.
final class RegexMatch implements TextMatch {
    private static final String SPECIAL = "\\.+*?()|[]{}^$";

    private final DecodedText text = new DecodedText();
    private final Matcher matcher;

    private RegexMatch(Pattern pattern) {
        matcher = pattern.matcher(text);
    }

    /// The expression of a rule; plain text is just searched for.
    static TextMatch of(Rule rule) {
        try {
            Pattern pattern = Pattern.compile(rule.value());
            boolean plain = rule.value().chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0);
            return plain ? TextMatch.containing(rule.value()) : new RegexMatch(pattern);
        } catch (PatternSyntaxException e) {
            throw rule.refused(
                    "\"%s\" is not a regular expression: %s"
                            .formatted(rule.value(), e.getDescription()),
                    "");
        }
    }

    @Override
    public boolean matches(long at, long end) {
        text.decode(at, end);
        return matcher.reset(text).find();
    }
}
