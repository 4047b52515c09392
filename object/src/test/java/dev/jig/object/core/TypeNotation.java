// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfBuilder;
import dev.jig.object.btf.BtfKind;
import dev.jig.object.btf.BtfType;
import dev.jig.object.btf.BtfType.Enumerator;
import dev.jig.object.btf.BtfType.Member;
import dev.jig.object.btf.BtfType.Parameter;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes BTF of declarations as in C, laid out as on a 64-bit machine: structs, unions, enums
/// (`enum64` for the wide kind, `signed` after the name), typedefs, pointers, arrays, bit fields,
/// functions' types. `packed` after the brace leaves out padding. The word `incompatible` is an
/// integer with the obsolete bit offset. Types that are named and not defined are forward
/// declarations.
final class TypeNotation {
    private static final Pattern TOKEN = Pattern.compile("\\s*(-?\\w+|[{}()\\[\\];:,=*])");

    private final List<String> tokens = new ArrayList<>();
    private final List<BtfType> types = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private int at;

    private TypeNotation(String text) {
        Matcher matcher = TOKEN.matcher(text.strip());
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (end != text.strip().length()) {
            throw new IllegalArgumentException("cannot read: " + text.strip().substring(end));
        }
    }

    static Btf parse(ByteOrder order, String text) {
        TypeNotation notation = new TypeNotation(text);
        while (notation.at < notation.tokens.size()) {
            notation.declaration();
        }
        BtfBuilder builder = new BtfBuilder(order);
        notation.types.forEach(builder::add);
        return Btf.parse(builder.build().buffer(order));
    }

    private void declaration() {
        if (accept("typedef")) {
            int base = base();
            Declarator declarator = declarator(base);
            define(
                    "typedef " + declarator.name,
                    new BtfType.Typedef(declarator.name, declarator.type));
        } else {
            base();
        }
        expect(";");
    }

    /// A type up to the stars: the id.
    private int base() {
        List<String> words = new ArrayList<>();
        if (accept("const")) {
            return add(new BtfType.Modifier(BtfKind.CONST, "", base()));
        }
        if (accept("struct") || accept("union")) {
            return composite(tokens.get(at - 1).equals("union"));
        }
        if (accept("enum") || accept("enum64")) {
            return enumeration(tokens.get(at - 1).equals("enum64"));
        }
        while (Integers.WORDS.contains(peek())) {
            words.add(next());
        }
        String name = words.isEmpty() ? next() : String.join(" ", words);
        return name.equals("void") ? 0 : named(name);
    }

    private int named(String name) {
        Integer typedef = ids.get("typedef " + name);
        if (typedef != null) {
            return typedef;
        }
        return ids.computeIfAbsent(name, _ -> add(Integers.of(name)));
    }

    private int composite(boolean union) {
        String name = peek().equals("{") ? "" : next();
        String key = (union ? "union " : "struct ") + name;
        int id = name.isEmpty() ? add(new BtfType.Forward("", union)) : declare(key, name, union);
        if (accept("{")) {
            Composite composite = new Composite(union);
            while (!accept("}")) {
                member(composite);
            }
            if (accept("packed")) {
                composite = composite.packed();
            }
            types.set(id - 1, composite.type(name));
        }
        return id;
    }

    private int declare(String key, String name, boolean union) {
        return ids.computeIfAbsent(key, _ -> add(new BtfType.Forward(name, union)));
    }

    private void member(Composite composite) {
        int base = base();
        if (accept(";")) {
            composite.add("", base, 0);
            return;
        }
        do {
            Declarator declarator = declarator(base);
            int bits = accept(":") ? Integer.parseInt(next()) : 0;
            composite.add(declarator.name, declarator.type, bits);
        } while (accept(","));
        expect(";");
    }

    private int enumeration(boolean wide) {
        String name = peek().equals("{") ? "" : next();
        boolean signed = accept("signed");
        int size = accept("byte") ? 1 : wide ? 8 : 4;
        if (!accept("{")) {
            return Objects.requireNonNull(ids.get("enum " + name));
        }
        List<Enumerator> enumerators = new ArrayList<>();
        long value = 0;
        while (!accept("}")) {
            String enumerator = next();
            value = accept("=") ? Long.decode(next()) : value;
            enumerators.add(new Enumerator(enumerator, value++));
            accept(",");
        }
        BtfType type = new BtfType.Enumeration(name, size, signed, wide, enumerators);
        return name.isEmpty() ? add(type) : define("enum " + name, type);
    }

    private record Declarator(String name, int type) {}

    private Declarator declarator(int base) {
        int type = base;
        while (accept("*")) {
            type = add(new BtfType.Pointer(type));
        }
        if (accept("(")) {
            expect("*");
            String name = next();
            expect(")");
            return new Declarator(name, add(new BtfType.Pointer(prototype(type))));
        }
        boolean anonymous = peek().equals(",") || peek().equals(")");
        String name = anonymous ? "" : next();
        return new Declarator(name, array(type));
    }

    private int prototype(int returned) {
        List<Parameter> parameters = new ArrayList<>();
        expect("(");
        while (!accept(")")) {
            Declarator parameter = declarator(base());
            parameters.add(new Parameter(parameter.name, parameter.type));
            accept(",");
        }
        return add(new BtfType.Prototype(returned, parameters));
    }

    private int array(int element) {
        if (!accept("[")) {
            return element;
        }
        int count = peek().equals("]") ? 0 : Integer.parseInt(next());
        expect("]");
        return add(new BtfType.Array(array(element), named("int"), count));
    }

    private int define(String key, BtfType type) {
        int id = add(type);
        ids.put(key, id);
        return id;
    }

    private int add(BtfType type) {
        types.add(type);
        return types.size();
    }

    private String peek() {
        return at < tokens.size() ? tokens.get(at) : "";
    }

    private String next() {
        return tokens.get(at++);
    }

    private boolean accept(String token) {
        boolean there = peek().equals(token);
        at += there ? 1 : 0;
        return there;
    }

    private void expect(String token) {
        if (!accept(token)) {
            throw new IllegalArgumentException(
                    "expected %s at %s".formatted(token, tokens.subList(at, tokens.size())));
        }
    }

    private long sizeOf(int id) {
        return switch (types.get(id - 1)) {
            case BtfType.Int type -> type.size();
            case BtfType.Enumeration type -> type.size();
            case BtfType.FloatingPoint type -> type.size();
            case BtfType.Composite type -> type.size();
            case BtfType.Array type -> type.count() * sizeOf(type.element());
            case BtfType.Typedef type -> sizeOf(type.target());
            case BtfType.Modifier type -> sizeOf(type.target());
            default -> 8;
        };
    }

    private long alignOf(int id) {
        return switch (types.get(id - 1)) {
            case BtfType.Array type -> alignOf(type.element());
            case BtfType.Typedef type -> alignOf(type.target());
            case BtfType.Modifier type -> alignOf(type.target());
            case BtfType.Composite type ->
                    type.members().stream()
                            .mapToLong(member -> alignOf(member.type()))
                            .max()
                            .orElse(1);
            default -> Math.max(1, sizeOf(id));
        };
    }

    /// Lays out members one after the other.
    private final class Composite {
        private final boolean union;
        private final boolean packed;
        private final List<Member> members = new ArrayList<>();
        private long end;
        private long size;
        private long alignment = 1;

        Composite(boolean union) {
            this(union, false);
        }

        private Composite(boolean union, boolean packed) {
            this.union = union;
            this.packed = packed;
        }

        Composite packed() {
            Composite packedOne = new Composite(union, true);
            members.forEach(one -> packedOne.add(one.name(), one.type(), one.bitfieldSize()));
            return packedOne;
        }

        void add(String name, int type, int bits) {
            long align = packed ? 1 : alignOf(type);
            long start = union ? 0 : bits == 0 ? up(end, align * 8) : fieldStart(type, bits);
            members.add(new Member(name, type, (int) start, bits));
            end = start + (bits == 0 ? sizeOf(type) * 8 : bits);
            size = Math.max(size, end);
            alignment = Math.max(alignment, align);
        }

        /// A bit field does not straddle units of its type, unless packed.
        private long fieldStart(int type, int bits) {
            long unit = sizeOf(type) * 8;
            boolean straddles = end / unit != (end + bits - 1) / unit;
            return straddles && !packed ? up(end, unit) : end;
        }

        BtfType type(String name) {
            int bytes = (int) (up(size, alignment * 8) / 8);
            return union
                    ? new BtfType.Union(name, bytes, members)
                    : new BtfType.Struct(name, bytes, members);
        }

        private static long up(long value, long unit) {
            return (value + unit - 1) / unit * unit;
        }
    }

    /// C's arithmetic types.
    private static final class Integers {
        static final List<String> WORDS =
                List.of(
                        "unsigned",
                        "signed",
                        "char",
                        "short",
                        "int",
                        "long",
                        "_Bool",
                        "float",
                        "double",
                        "incompatible");

        static BtfType of(String name) {
            int size = size(name);
            boolean unsigned = name.startsWith("unsigned") || name.equals("_Bool");
            return switch (name) {
                case "float", "double" -> new BtfType.FloatingPoint(name, size);
                case "incompatible" -> new BtfType.Int(name, 4, 3, 5, false, false, false);
                default ->
                        new BtfType.Int(
                                name, size, size * 8, 0, !unsigned, false, name.equals("_Bool"));
            };
        }

        private static int size(String name) {
            String last = name.substring(name.lastIndexOf(' ') + 1);
            return switch (last) {
                case "char", "_Bool" -> 1;
                case "short" -> 2;
                case "long", "double" -> 8;
                case "int", "unsigned", "signed", "float", "incompatible" -> 4;
                default -> throw new IllegalArgumentException("unknown type " + name);
            };
        }
    }

    /// The id of a type by its C name: `struct s`, `enum e`, or a typedef or integer alone; null if
    /// there is none.
    static @Nullable Integer find(Btf btf, String name) {
        String[] words = name.split(" ", 2);
        String bare = words.length == 2 ? words[1] : name;
        for (int id = 1; id < btf.typeCount(); id++) {
            if (btf.name(id).equals(bare)
                    && (words.length == 1 || keyword(btf.kind(id)).equals(words[0]))) {
                return id;
            }
        }
        return null;
    }

    private static String keyword(BtfKind kind) {
        return switch (kind) {
            case STRUCT -> "struct";
            case UNION -> "union";
            case ENUM, ENUM64 -> "enum";
            case FORWARD -> "forward";
            default -> "";
        };
    }
}
