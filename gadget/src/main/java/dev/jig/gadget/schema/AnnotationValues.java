// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.schema;

import dev.jig.gadget.MalformedGadgetException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Typed values of a field's annotations.
record AnnotationValues(String field, Map<String, String> annotations, SchemaErrors errors) {
    private static final int MAX_NUMBER = 10_000;

    boolean has(String key) {
        return annotations.containsKey(key);
    }

    String text(String key) {
        return annotations.getOrDefault(key, "");
    }

    boolean flag(String key) {
        return switch (text(key).toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "", "false" -> false;
            default -> throw bad(key, "is neither true nor false");
        };
    }

    int number(String key, int absent) {
        String text = text(key);
        if (text.isEmpty()) {
            return absent;
        }
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > MAX_NUMBER) {
            throw bad(key, "is not a number from 0 to " + MAX_NUMBER);
        }
        return Integer.parseInt(text);
    }

    <E extends Enum<E>> E choice(String key, E absent, Class<E> choices) {
        String text = text(key);
        if (text.isEmpty()) {
            return absent;
        }
        E[] all = choices.getEnumConstants();
        return Arrays.stream(all)
                .filter(choice -> choice.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> bad(key, "is none of " + names(all)));
    }

    private static <E extends Enum<E>> String names(E[] all) {
        List<String> names =
                Arrays.stream(all).map(e -> e.name().toLowerCase(Locale.ROOT)).toList();
        return String.join(", ", names);
    }

    /// Texts between commas.
    List<String> list(String key, List<String> absent) {
        return has(key)
                ? Arrays.stream(text(key).split(",", -1)).map(String::strip).toList()
                : absent;
    }

    MalformedGadgetException bad(String key, String fact) {
        return errors.field(field, "has %s \"%s\", which %s".formatted(key, text(key), fact));
    }
}
