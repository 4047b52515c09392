// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.Field;
import dev.jig.gadget.schema.FieldType;
import dev.jig.gadget.schema.FieldType.Choice;
import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfKind;
import dev.jig.object.btf.BtfType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// Enumerations of the kernel change from version to version, and CO-RE makes an object's values
/// those of the running kernel. So the kernel's names count where it has an enumeration of the same
/// name.
final class KernelEnums {
    private static final String TYPE_TAG = "type:";

    private KernelEnums() {}

    /// @param kernel asked only if a field needs it
    static DataSource apply(DataSource source, Supplier<Btf> kernel) {
        return new DataSource(
                source.name(),
                source.map(),
                source.recordSize(),
                source.fields().stream().map(field -> apply(field, kernel)).toList(),
                source.annotations());
    }

    private static Field apply(Field field, Supplier<Btf> kernel) {
        if (field.type() instanceof FieldType.EnumeratorName(FieldType.Whole number, var _)) {
            return choices(field, kernel.get())
                    .map(found -> new FieldType.EnumeratorName(number, found))
                    .map(type -> withType(field, type, type.choices()))
                    .orElse(field);
        }
        if (field.type() instanceof FieldType.BitNames(var number, var _, var separator)) {
            return choices(field, kernel.get())
                    .map(found -> new FieldType.BitNames(number, found, separator))
                    .map(type -> withType(field, type, type.choices()))
                    .orElse(field);
        }
        return field;
    }

    private static Optional<List<Choice>> choices(Field field, Btf kernel) {
        return field.tags().stream()
                .filter(tag -> tag.startsWith(TYPE_TAG))
                .map(tag -> tag.substring(TYPE_TAG.length()))
                .filter(name -> !name.isEmpty())
                .flatMapToInt(name -> find(kernel, name).stream())
                .mapToObj(id -> choices((BtfType.Enumeration) kernel.type(id)))
                .findFirst();
    }

    private static OptionalInt find(Btf kernel, String name) {
        OptionalInt narrow = kernel.find(BtfKind.ENUM, name);
        return narrow.isPresent() ? narrow : kernel.find(BtfKind.ENUM64, name);
    }

    private static List<Choice> choices(BtfType.Enumeration enumeration) {
        return enumeration.enumerators().stream()
                .map(enumerator -> new Choice(enumerator.name(), enumerator.value()))
                .toList();
    }

    private static Field withType(Field field, FieldType type, List<Choice> choices) {
        return new Field(
                field.name(),
                field.alias(),
                field.description(),
                type,
                field.column(),
                field.inJson(),
                choices.stream().map(Choice::name).toList(),
                field.tags(),
                field.annotations());
    }
}
