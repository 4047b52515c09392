// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget;

import dev.jig.gadget.metadata.GadgetMetadata.DataSourceSettings;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.Fetching;
import dev.jig.gadget.schema.SchemaBuilder;
import dev.jig.object.MapSpec;
import dev.jig.object.ObjectSpec;
import dev.jig.object.VariableSpec;
import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfKind;
import dev.jig.object.btf.BtfType;
import java.util.List;
import java.util.Optional;

/// What an object says of itself by the names of marker variables (`GADGET_TRACER`, ...). A value.
///
/// @param sources data sources in the order of the object
/// @param channels maps that were declared as event channels
/// @param params variables the user may set
/// @param targets maps that programs need to be attached
public record Markers(
        List<Source> sources,
        List<String> channels,
        List<String> params,
        List<ProgramTarget> targets) {

    /// Where the events of a data source come from.
    public sealed interface Source {
        String name();

        /// What it tells of, as the object's types and gadget.yaml describe it.
        DataSource describe(ObjectSpec object, DataSourceSettings settings);

        /// When it is asked, if it gives its records only then; empty if they come of themselves.
        default Optional<Fetching> fetching(DataSourceSettings settings) {
            return Optional.empty();
        }
    }

    /// Records of a structure out of a ring buffer.
    public record Tracer(String name, String map, String struct) implements Source {
        @Override
        public DataSource describe(ObjectSpec object, DataSourceSettings settings) {
            return SchemaBuilder.build(object.btf(), name, map, struct, settings);
        }
    }

    /// Arrays of a structure written by iterator programs.
    public record Iteration(String name, String struct, List<String> programs) implements Source {
        public Iteration {
            programs = List.copyOf(programs);
        }

        @Override
        public DataSource describe(ObjectSpec object, DataSourceSettings settings) {
            return SchemaBuilder.build(object.btf(), name, "", struct, settings);
        }

        @Override
        public Optional<Fetching> fetching(DataSourceSettings settings) {
            return Optional.of(Fetching.ofIterators(name, settings));
        }
    }

    /// The entries of a hash map.
    public record MapEntries(String name, String map) implements Source {
        @Override
        public DataSource describe(ObjectSpec object, DataSourceSettings settings) {
            MapSpec spec = object.maps().get(map);
            if (spec == null) {
                throw new MalformedGadgetException(
                        "build data source %s: the object has no map %s".formatted(name, map));
            }
            return SchemaBuilder.entries(
                    object.btf(), name, spec.keyType(), spec.valueType(), settings);
        }

        @Override
        public Optional<Fetching> fetching(DataSourceSettings settings) {
            return Optional.of(Fetching.ofEntries(name, settings));
        }
    }

    /// The map a program is attached to.
    ///
    /// @param sockets whether the program works on the sockets in the map, not on its elements
    public record ProgramTarget(String program, String map, boolean sockets) {}

    public Markers {
        sources = List.copyOf(sources);
        channels = List.copyOf(channels);
        params = List.copyOf(params);
        targets = List.copyOf(targets);
    }

    /// Reads the markers of an object.
    ///
    /// @throws MalformedGadgetException if a marker's name has not the parts it needs
    public static Markers of(ObjectSpec object) {
        MarkerParser parser = new MarkerParser();
        object.variables().values().stream()
                .filter(variable -> isMarker(object.btf(), variable))
                .forEach(variable -> parser.add(variable.name()));
        return parser.markers();
    }

    /// Markers are global variables of type `const void *`.
    private static boolean isMarker(Btf btf, VariableSpec variable) {
        return variable.name().startsWith("gadget_")
                && variable.type() != 0
                && btf.type(variable.type())
                        instanceof BtfType.Variable(String _, int type, BtfType.Linkage linkage)
                && linkage == BtfType.Linkage.GLOBAL
                && btf.type(type) instanceof BtfType.Pointer(int pointed)
                && btf.kind(pointed) == BtfKind.CONST
                && btf.kind(btf.strip(pointed)) == BtfKind.VOID;
    }
}
