// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.btf;

import dev.jig.object.Bytes;
import dev.jig.object.btf.BtfType.Linkage;
import dev.jig.object.btf.BtfType.Member;
import dev.jig.object.btf.BtfType.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Rewrites an object's BTF into what a kernel takes, keeping every type's id and every string's
/// offset.
///
/// No kernel takes the compiler's record of externs as it is (btf_var_check_meta and
/// btf_func_check_meta in kernel/bpf/btf.c refuse extern linkage): `.ksyms` becomes a placeholder
/// and its functions global.
public final class BtfSanitizer {
    private static final int PLACEHOLDER_SIZE = 8;
    private static final String KSYMS = ".ksyms";

    private final Btf btf;
    private final Set<BtfSupport> supported;

    private BtfSanitizer(Btf btf, Set<BtfSupport> supported) {
        this.btf = btf;
        this.supported = supported;
    }

    /// Kinds the kernel lacks become harmless ones of the same size.
    ///
    /// @param btf not split
    public static Bytes sanitize(Btf btf, Set<BtfSupport> supported) {
        BtfSanitizer sanitizer = new BtfSanitizer(btf, supported);
        return sanitizer.acceptable() ? Bytes.copyOf(btf.bytes()) : sanitizer.rewrite();
    }

    /// Whether the blob can go as it is. A longer header is one with a layout section, which no
    /// kernel takes that has not asked for it.
    private boolean acceptable() {
        return supported.containsAll(BtfSupport.all())
                && btf.bytes().order(btf.order()).getInt(4) == BtfHeader.SIZE
                && !needsRewriting();
    }

    private boolean needsRewriting() {
        for (int id = 1; id < btf.typeCount(); id++) {
            if (needsRewriting(id)) {
                return true;
            }
        }
        return false;
    }

    private boolean needsRewriting(int id) {
        return switch (btf.kind(id)) {
            case FUNCTION ->
                    btf.elements(id) == Linkage.EXTERN.ordinal() || namesMissing(btf.target(id));
            case VARIABLE -> externVariable(id);
            case DATA_SECTION -> btf.name(id).startsWith("?");
            case UNKNOWN -> true;
            default -> false;
        };
    }

    private boolean namesMissing(int prototype) {
        return btf.type(prototype) instanceof BtfType.Prototype(_, List<Parameter> parameters)
                && parameters.stream().anyMatch(BtfSanitizer::nameless);
    }

    /// The last parameter of a variadic function has no type.
    private static boolean nameless(Parameter parameter) {
        return parameter.name().isEmpty() && parameter.type() != 0;
    }

    private boolean externVariable(int id) {
        return btf.kind(id) == BtfKind.VARIABLE && btf.word(id, 0) == Linkage.EXTERN.ordinal();
    }

    private Bytes rewrite() {
        BtfBuilder builder = BtfBuilder.withStringsOf(btf);
        int placeholder = btf.typeCount();
        for (int id = 1; id < btf.typeCount(); id++) {
            builder.add(acceptable(btf.type(id), placeholder));
        }
        builder.add(integer("jig_placeholder", PLACEHOLDER_SIZE));
        return builder.build();
    }

    /// @param placeholder id of an integer of 8 bytes
    private BtfType acceptable(BtfType type, int placeholder) {
        return switch (type) {
            case BtfType.Function function -> function(function);
            case BtfType.Prototype prototype -> prototype(prototype);
            case BtfType.Variable variable -> variable(variable);
            case BtfType.DataSection section -> section(section);
            case BtfType.FloatingPoint floating when lacks(BtfSupport.FLOATS) ->
                    new BtfType.Struct(floating.name(), floating.size(), List.of());
            case BtfType.DeclarationTag tag
                    when lacks(BtfSupport.DECLARATION_TAGS) || externVariable(tag.target()) ->
                    integer(tag.name(), 1);
            case BtfType.Modifier tag
                    when tag.kind() == BtfKind.TYPE_TAG && lacks(BtfSupport.TYPE_TAGS) ->
                    new BtfType.Modifier(BtfKind.CONST, "", tag.target());
            case BtfType.Enumeration enumeration when lacks(BtfSupport.ENUM64) ->
                    enumeration(enumeration, placeholder);
            case BtfType.Unknown unknown -> new BtfType.Forward(named(unknown.name()), false);
            default -> type;
        };
    }

    private boolean lacks(BtfSupport feature) {
        return !supported.contains(feature);
    }

    private BtfType function(BtfType.Function function) {
        if (lacks(BtfSupport.FUNCTIONS)) {
            return new BtfType.Typedef(function.name(), function.prototype());
        }
        Linkage linkage =
                lacks(BtfSupport.FUNCTION_LINKAGE) || function.linkage() == Linkage.STATIC
                        ? Linkage.STATIC
                        : Linkage.GLOBAL;
        return new BtfType.Function(function.name(), function.prototype(), linkage);
    }

    /// The kernel wants names of a function's parameters, which a declaration need not have.
    private BtfType prototype(BtfType.Prototype prototype) {
        if (lacks(BtfSupport.FUNCTIONS)) {
            return new BtfType.Enumeration("", 4, false, false, List.of());
        }
        List<Parameter> parameters = new ArrayList<>(prototype.parameters().size());
        for (Parameter parameter : prototype.parameters()) {
            parameters.add(
                    nameless(parameter)
                            ? new Parameter("arg" + parameters.size(), parameter.type())
                            : parameter);
        }
        return new BtfType.Prototype(prototype.returnType(), parameters);
    }

    private BtfType variable(BtfType.Variable variable) {
        return lacks(BtfSupport.DATA_SECTIONS) || variable.linkage() == Linkage.EXTERN
                ? integer(variable.name(), 1)
                : variable;
    }

    private BtfType section(BtfType.DataSection section) {
        if (section.name().equals(KSYMS)) {
            return integer("jig_ksyms", 1);
        }
        if (lacks(BtfSupport.DATA_SECTIONS)) {
            return struct(section);
        }
        return section.name().startsWith("?")
                ? new BtfType.DataSection(
                        section.name().replace('?', '_'), section.size(), section.entries())
                : section;
    }

    private BtfType struct(BtfType.DataSection section) {
        List<Member> members =
                section.entries().stream()
                        .map(entry ->
                                new Member(
                                        btf.name(entry.type()),
                                        btf.target(entry.type()),
                                        entry.offset() * Byte.SIZE,
                                        0))
                        .toList();
        return new BtfType.Struct(identifier(section.name()), section.size(), members);
    }

    private static BtfType enumeration(BtfType.Enumeration enumeration, int placeholder) {
        if (!enumeration.wide()) {
            return new BtfType.Enumeration(
                    enumeration.name(),
                    enumeration.size(),
                    false,
                    false,
                    enumeration.enumerators());
        }
        List<Member> members =
                enumeration.enumerators().stream()
                        .map(enumerator -> new Member(enumerator.name(), placeholder, 0, 0))
                        .toList();
        return new BtfType.Union(enumeration.name(), enumeration.size(), members);
    }

    private static BtfType.Int integer(String name, int size) {
        return new BtfType.Int(named(identifier(name)), size, size * 8, 0, false, false, false);
    }

    private static String named(String name) {
        return name.isEmpty() ? "unnamed" : name;
    }

    private static String identifier(String name) {
        return name.replaceAll("[^A-Za-z0-9_]", "_");
    }
}
