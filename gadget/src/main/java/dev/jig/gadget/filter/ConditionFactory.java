// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.filter;

import dev.jig.container.Container;
import dev.jig.gadget.names.NameSource;
import dev.jig.gadget.schema.ContainerFact.Kind;
import dev.jig.gadget.schema.FieldType;
import dev.jig.gadget.schema.FieldType.Bool;
import dev.jig.gadget.schema.FieldType.OfContainer;
import dev.jig.gadget.schema.FieldType.Real;
import dev.jig.gadget.schema.FieldType.Text;
import dev.jig.gadget.schema.FieldType.TextList;
import dev.jig.gadget.schema.FieldType.UnixNanos;
import dev.jig.gadget.schema.FieldType.Whole;
import dev.jig.gadget.schema.FieldType.WholeList;
import dev.jig.gadget.value.Encoding;
import dev.jig.gadget.value.FieldWriter;
import dev.jig.gadget.value.ListBytes;
import dev.jig.gadget.value.Memory;
import dev.jig.gadget.value.RealText;
import dev.jig.gadget.value.TimeText;
import dev.jig.gadget.value.ValueContext;
import dev.jig.gadget.value.Values;

/// Makes conditions of rules.
record ConditionFactory(ValueContext context, Scratch scratch) {
    Condition condition(Rule rule, FieldType type) {
        return switch (type) {
            case Whole t -> whole(rule, t);
            case UnixNanos t -> unixNanos(rule, t);
            case Bool t -> bool(rule, t);
            case Real t -> real(rule, t);
            case WholeList t -> wholeList(rule, t);
            case Text t -> new TextCondition(t.offset(), t.capacity(), match(rule), negative(rule));
            case TextList t -> textList(rule, t);
            case OfContainer t when t.fact().kind() == Kind.NUMBER -> containerNumber(rule, t);
            default -> workedOut(rule, Values.workedOut(type, Encoding.none(), context));
        };
    }

    private static Condition whole(Rule rule, Whole type) {
        long value = RuleValues.whole(rule, type.size(), type.signed());
        Operator operator = order(rule);
        return new WholeCondition(
                type.offset(), type.size(), type.signed(), 1, value, operator, false);
    }

    private static Condition wholeList(Rule rule, WholeList type) {
        long value = RuleValues.whole(rule, type.size(), type.signed());
        equality(rule, "a list");
        return new WholeCondition(
                type.offset(),
                type.size(),
                type.signed(),
                type.count(),
                value,
                Operator.EQUAL,
                negative(rule));
    }

    private Condition unixNanos(Rule rule, UnixNanos type) {
        long value = RuleValues.whole(rule, Long.BYTES, true);
        Operator operator = order(rule);
        TimeText time = context.time();
        return (record, _) -> {
            long nanos = time.unixNanos(Memory.longInteger(record + type.offset()));
            return operator.holds(Long.compare(nanos, value));
        };
    }

    private Condition containerNumber(Rule rule, OfContainer type) {
        long value = RuleValues.whole(rule, Long.BYTES, true);
        Operator operator = order(rule);
        NameSource names = context.names();
        return (record, _) -> {
            Container container =
                    names.containers().find(Memory.longInteger(record + type.offset()));
            return operator.holds(Long.compare(type.fact().number(container), value));
        };
    }

    private static Condition bool(Rule rule, Bool type) {
        boolean value = RuleValues.bool(rule);
        equality(rule, "true or false");
        boolean wanted = value != negative(rule);
        return (record, _) -> Memory.unsignedByte(record + type.offset()) != 0 == wanted;
    }

    private static Condition real(Rule rule, Real type) {
        double value = RuleValues.real(rule);
        Operator operator = order(rule);
        return (record, _) -> {
            double number = RealText.read(record + type.offset(), type.size());
            return Double.isNaN(number)
                    ? operator == Operator.NOT_EQUAL
                    : operator.holds(Double.compare(number + 0.0, value + 0.0));
        };
    }

    private Condition textList(Rule rule, TextList type) {
        if (!rule.operator().isMatch()) {
            equality(rule, "a list");
        }
        scratch.ensure(type.capacity() + (long) Memory.SLACK);
        TextMatch any =
                rule.operator().isMatch()
                        ? match(rule)
                        : TextMatch.comparison(Operator.EQUAL, rule.value());
        return new TextListCondition(ListBytes.of(type), any, negative(rule), scratch);
    }

    private Condition workedOut(Rule rule, FieldWriter text) {
        scratch.ensure(text.maxBytes());
        return new WorkedOutCondition(text, match(rule), negative(rule), scratch);
    }

    /// What a text has to be, or not to be if the rule is {@link #negative}.
    private static TextMatch match(Rule rule) {
        if (rule.operator().isMatch()) {
            return RegexMatch.of(rule);
        }
        Operator operator = negative(rule) ? Operator.EQUAL : rule.operator();
        return TextMatch.comparison(operator, rule.value());
    }

    private static boolean negative(Rule rule) {
        return rule.operator().isNegative();
    }

    private static Operator order(Rule rule) {
        if (rule.operator().isMatch()) {
            throw rule.refused(
                    "\"%s\" is for text and field \"%s\" is a number"
                            .formatted(rule.symbol(), rule.field()),
                    "");
        }
        return rule.operator();
    }

    private static void equality(Rule rule, String what) {
        if (!rule.operator().isEquality()) {
            throw rule.refused(
                    "\"%s\" does not fit field \"%s\", which is %s"
                            .formatted(rule.symbol(), rule.field(), what),
                    " (use == or !=)");
        }
    }
}
