// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget;

import dev.jig.gadget.metadata.GadgetMetadata;
import dev.jig.gadget.metadata.GadgetMetadata.DataSourceSettings;
import dev.jig.gadget.metadata.MetadataReader;
import dev.jig.gadget.param.Choice;
import dev.jig.gadget.param.Param;
import dev.jig.gadget.param.ParamBuilder;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.Fetching;
import dev.jig.object.JigException;
import dev.jig.object.ObjectReader;
import dev.jig.object.ObjectSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// A gadget as it stands in its files: the object, what `gadget.yaml` says, and what follows from
/// the two. A value: nothing is in the kernel. Safe for use by several threads.
///
/// @param name what messages call it
/// @param object the eBPF object
/// @param markers what the object says of itself
/// @param params what the user may set, the gadget's own first
/// @param choices what the user may choose the targets of programs by
/// @param dataSources what it tells of, in the order of the markers' sources
public record GadgetSpec(
        String name,
        ObjectSpec object,
        GadgetMetadata metadata,
        Markers markers,
        List<Param> params,
        List<Choice> choices,
        List<DataSource> dataSources) {

    private static final DataSourceSettings NO_SETTINGS =
            new DataSourceSettings(Map.of(), List.of(), Map.of());

    public GadgetSpec {
        params = List.copyOf(params);
        choices = List.copyOf(choices);
        dataSources = List.copyOf(dataSources);
    }

    /// Reads a directory with `program.bpf.o` and perhaps `gadget.yaml`, or an object file alone.
    /// Both files are read at the same time: the start of a run waits for them.
    ///
    /// @throws UsageException if there is nothing of that kind
    /// @throws dev.jig.object.MalformedObjectException if the object is damaged
    /// @throws MalformedGadgetException if `gadget.yaml` is wrong or does not fit the object
    public static GadgetSpec open(Path directoryOrObject) {
        GadgetFiles files = GadgetFiles.at(directoryOrObject);
        CompletableFuture<GadgetMetadata> metadata =
                CompletableFuture.supplyAsync(
                        () -> metadata(files), Thread.ofPlatform().daemon()::start);
        ObjectSpec object = ObjectReader.read(files.object().toString(), files.objectBytes());
        return of(files.name(), object, result(metadata));
    }

    private static GadgetMetadata metadata(GadgetFiles files) {
        return files.metadataText()
                .map(text -> MetadataReader.read(files.metadata().toString(), text))
                .orElseGet(() -> GadgetMetadata.named(files.name()));
    }

    private static GadgetMetadata result(CompletableFuture<GadgetMetadata> metadata) {
        try {
            return metadata.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof JigException ours) {
                throw ours;
            }
            throw e;
        }
    }

    /// Puts a gadget together of its parts.
    ///
    /// @throws MalformedGadgetException if they do not fit together
    public static GadgetSpec of(String name, ObjectSpec object, GadgetMetadata metadata) {
        Markers markers = Markers.of(object);
        List<Param> params = ParamBuilder.build(object, markers.params(), metadata);
        List<DataSource> sources =
                markers.sources().stream()
                        .map(source -> source.describe(object, settings(metadata, source)))
                        .toList();
        GadgetSpec spec =
                new GadgetSpec(
                        name, object, metadata, markers, params, Choice.build(metadata), sources);
        GadgetValidator.check(spec);
        markers.sources().forEach(spec::fetching);
        return spec;
    }

    /// When a data source is asked, which gives its records only then; empty if they come of
    /// themselves.
    public Optional<Fetching> fetching(Markers.Source source) {
        return source.fetching(settings(metadata, source));
    }

    private static DataSourceSettings settings(GadgetMetadata metadata, Markers.Source source) {
        return metadata.dataSources().getOrDefault(source.name(), NO_SETTINGS);
    }

    /// The param of that key or alias, in exactly that case.
    public Optional<Param> param(String keyOrAlias) {
        return params.stream()
                .filter(p -> p.key().equals(keyOrAlias) || p.alias().equals(keyOrAlias))
                .findFirst();
    }
}
