// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.param;

import dev.jig.gadget.MalformedGadgetException;
import dev.jig.gadget.Suggestion;
import dev.jig.gadget.UsageException;
import dev.jig.gadget.metadata.GadgetMetadata;
import dev.jig.gadget.metadata.GadgetMetadata.ParamSettings;
import dev.jig.object.ObjectSpec;
import dev.jig.object.VariableSpec;
import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes the params of a gadget: the variables its markers or its metadata name.
public final class ParamBuilder {
    private static final int MAX_STEPS = 64;
    private static final int ADDRESS_BYTES = 16;
    private static final Set<Integer> WHOLE_SIZES = Set.of(1, 2, 4, 8);

    /// The full name of a param, as `paramDefaults` has it, begins so.
    private static final String FULL_NAME = "operator.oci.ebpf.";

    private final ObjectSpec object;
    private final GadgetMetadata metadata;

    private ParamBuilder(ObjectSpec object, GadgetMetadata metadata) {
        this.object = object;
        this.metadata = metadata;
    }

    /// The gadget's own params, then those all gadgets share.
    ///
    /// @param marked variables the object's markers name
    /// @throws MalformedGadgetException if a variable does not exist or cannot be a param
    public static List<Param> build(
            ObjectSpec object, List<String> marked, GadgetMetadata metadata) {
        ParamBuilder builder = new ParamBuilder(object, metadata);
        Set<String> variables = new LinkedHashSet<>(metadata.ebpfParams().keySet());
        variables.addAll(marked);
        List<Param> own = new ArrayList<>();
        List<Param> common = new ArrayList<>();
        for (String variable : variables) {
            boolean shared = CommonParams.isCommon(variable);
            (shared ? common : own).add(builder.param(variable));
        }
        own.addAll(common);
        rejectTwins(own);
        return List.copyOf(own);
    }

    private static void rejectTwins(List<Param> params) {
        Set<String> seen = new LinkedHashSet<>();
        for (Param param : params) {
            boolean alone =
                    seen.add(param.key()) && (param.alias().isEmpty() || seen.add(param.alias()));
            if (!alone) {
                throw bad(param.variable(), "key or alias \"" + param.key() + "\" is taken");
            }
        }
    }

    private Param param(String variable) {
        VariableSpec spec = object.variables().get(variable);
        if (spec == null) {
            String hint = Suggestion.hint(variable, object.variables().keySet());
            throw bad(variable, "the object has no such variable" + hint);
        }
        ParamSettings said = metadata.ebpfParams().get(variable);
        ParamSettings settings = said == null ? CommonParams.settings(variable) : said;
        ParamType type = hinted(typeOf(spec), settings.valueHint());
        return withDefault(settings, variable, type);
    }

    private Param withDefault(ParamSettings settings, String variable, ParamType type) {
        String compiledIn = ParamDecoder.decode(type, object.value(variable), object.order());
        Param param =
                new Param(
                        settings.key(),
                        settings.alias(),
                        settings.title(),
                        settings.description(),
                        variable,
                        type,
                        defaultOf(settings, compiledIn),
                        settings.valueHint());
        try {
            param.encode(param.defaultValue(), object.order());
        } catch (UsageException e) {
            throw new MalformedGadgetException(
                    "default of param " + variable + ": " + e.getMessage(), e);
        }
        return param;
    }

    private String defaultOf(ParamSettings settings, String compiledIn) {
        String fullName = (FULL_NAME + settings.key()).toLowerCase(Locale.ROOT);
        String override = metadata.paramDefaults().get(fullName);
        if (override != null) {
            return override;
        }
        @Nullable String said = settings.defaultValue();
        return said == null || said.isEmpty() ? compiledIn : said;
    }

    private static ParamType hinted(ParamType type, String hint) {
        return hint.equalsIgnoreCase("signal") && type instanceof ParamType.Whole whole
                ? new ParamType.Signal(whole.size())
                : type;
    }

    private ParamType typeOf(VariableSpec spec) {
        if (!spec.map().startsWith(".rodata") || spec.type() == 0) {
            throw bad(spec.name(), "it is not a \"const volatile\" variable");
        }
        Btf btf = object.btf();
        BtfType.Variable variable = (BtfType.Variable) btf.type(spec.type());
        if (!isVolatile(btf, variable.type(), 0)) {
            throw bad(spec.name(), "it is const but not volatile, the compiler has used its value");
        }
        if (btf.sizeOf(variable.type()) != spec.size()) {
            throw bad(spec.name(), "its size and that of its type differ");
        }
        return typeOf(btf.type(btf.strip(variable.type())), spec);
    }

    private ParamType typeOf(BtfType type, VariableSpec spec) {
        if (type instanceof BtfType.Int number && number.bool() && number.size() == 1) {
            return new ParamType.Bool();
        }
        if (type instanceof BtfType.Int number && WHOLE_SIZES.contains(number.size())) {
            return new ParamType.Whole(number.size(), number.signed());
        }
        if (type instanceof BtfType.Enumeration e && WHOLE_SIZES.contains(e.size())) {
            return new ParamType.Whole(e.size(), e.signed());
        }
        if (type instanceof BtfType.FloatingPoint real && (real.size() == 4 || real.size() == 8)) {
            return new ParamType.Real(real.size());
        }
        if (type instanceof BtfType.Array array && isChar(object.btf(), array)) {
            return new ParamType.Text(array.count());
        }
        if (type instanceof BtfType.Struct struct && isAddress(struct)) {
            return new ParamType.Address(struct.size());
        }
        throw bad(spec.name(), "its type cannot be set by a param");
    }

    /// Of an array the element may carry the qualifier.
    private static boolean isVolatile(Btf btf, int id, int step) {
        return switch (btf.kind(id)) {
            case VOLATILE -> true;
            case CONST, RESTRICT, TYPE_TAG, TYPEDEF ->
                    step < MAX_STEPS && isVolatile(btf, btf.target(id), step + 1);
            case ARRAY -> step < MAX_STEPS && isVolatile(btf, btf.word(id, 0), step + 1);
            default -> false;
        };
    }

    private static boolean isAddress(BtfType.Struct struct) {
        return struct.name().equals("gadget_l3endpoint_t") && struct.size() > ADDRESS_BYTES;
    }

    private static boolean isChar(Btf btf, BtfType.Array array) {
        return btf.type(btf.strip(array.element())) instanceof BtfType.Int number
                && number.size() == 1
                && array.count() > 0;
    }

    private static MalformedGadgetException bad(String variable, String fact) {
        return new MalformedGadgetException("read param " + variable + ": " + fact);
    }
}
