// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.filter;

import dev.jig.gadget.UsageException;
import dev.jig.gadget.names.NameSource;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.Field;
import dev.jig.gadget.schema.FieldType;
import dev.jig.gadget.value.RecordWindow;
import dev.jig.gadget.value.ValueContext;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Decides which events of a data source are shown, by rules like `uid==0,comm~^ba`.
///
/// A rule is a field (any case, alias allowed), an operator and a value; all rules, separated by
/// commas, must hold. `\,` is a comma in a value and `\\` a backslash; a value neither is empty nor
/// starts with `=`. The operators are `==` (or `=`), `!=`, `<`, `<=`, `>`, `>=`, and `~` and `!~`,
/// which search for a regular expression of RE2's syntax.
///
/// Numbers are decimal and compared as numbers, `true`/`1`/`false`/`0` only by `==` and `!=`.
/// Everything else is compared byte by byte as it is shown (`error==ENOENT`, `sig!=SIGCHLD`). A
/// list holds if one element does, or, for texts, all elements joined by a space (`args~rm -rf /`);
/// `!=` and `!~` are the exact opposites of `==` and `~`, and lists have no order.
///
/// Not safe for use by several threads. No call allocates memory an event, but that of a regular
/// expression that is not plain text.
public final class EventFilter implements AutoCloseable {
    private final Condition[] conditions;
    private final Scratch scratch;
    private final RecordWindow window;
    private final ValueContext context;

    private EventFilter(
            Condition[] conditions, Scratch scratch, RecordWindow window, ValueContext context) {
        this.conditions = conditions;
        this.scratch = scratch;
        this.window = window;
        this.context = context;
    }

    /// Reads what a user wrote.
    ///
    /// @throws UsageException if it is no filter for that data source
    public static EventFilter parse(String text, DataSource source, NameSource names) {
        List<Rule> rules = RuleParser.parse(text);
        List<FieldType> types = new ArrayList<>();
        for (Rule rule : rules) {
            types.add(field(rule, source).type());
        }
        ValueContext context = ValueContext.of(names);
        Scratch scratch = new Scratch();
        ConditionFactory factory = new ConditionFactory(context, scratch);
        try {
            Condition[] conditions = new Condition[rules.size()];
            for (int i = 0; i < conditions.length; i++) {
                conditions[i] = factory.condition(rules.get(i), types.get(i));
            }
            return new EventFilter(conditions, scratch, new RecordWindow(types), context);
        } catch (UsageException e) {
            scratch.close();
            throw e;
        }
    }

    private static Field field(Rule rule, DataSource source) {
        return source.field(rule.field())
                .orElseThrow(() ->
                        rule.refused(
                                "data source \"%s\" has no field \"%s\""
                                        .formatted(source.name(), rule.field()),
                                FieldNames.hint(rule.field(), source)));
    }

    /// Whether all rules hold for a record: `length` bytes of `memory` from `offset` on.
    public boolean test(MemorySegment memory, long offset, int length) {
        context.time().startEvent();
        long record = window.address(memory, offset, length);
        for (Condition condition : conditions) {
            if (!condition.test(record, length)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        window.close();
        scratch.close();
    }
}
