// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.info;

import dev.jig.object.JigException;
import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfType;

/// Types as C writes them: `struct event`, `char[16]`, `__u64 *`.
public final class BtfWords {
    private static final int DEEPEST = 16;

    private BtfWords() {}

    /// `""` if the type is void or the types are damaged.
    public static String of(Btf btf, int type) {
        try {
            return type == 0 ? "" : words(btf, type, DEEPEST);
        } catch (JigException damaged) {
            return "";
        }
    }

    private static String words(Btf btf, int type, int depth) {
        if (type == 0) {
            return "void";
        }
        if (depth == 0) {
            return "...";
        }
        return switch (btf.kind(type)) {
            case INT, FLOAT, TYPEDEF -> btf.name(type);
            case STRUCT -> tagged("struct", btf.name(type));
            case UNION -> tagged("union", btf.name(type));
            case ENUM, ENUM64 -> tagged("enum", btf.name(type));
            case FORWARD -> tagged(btf.flag(type) ? "union" : "struct", btf.name(type));
            case POINTER -> words(btf, btf.target(type), depth - 1) + " *";
            case ARRAY ->
                    btf.type(type) instanceof BtfType.Array(int element, int _, int count)
                            ? "%s[%d]".formatted(words(btf, element, depth - 1), count)
                            : "";
            case CONST, VOLATILE, RESTRICT, TYPE_TAG -> words(btf, btf.target(type), depth - 1);
            default -> "";
        };
    }

    private static String tagged(String tag, String name) {
        return name.isEmpty() ? tag : tag + " " + name;
    }
}
