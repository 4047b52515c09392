// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.ebpf.Kernel;
import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.UsageException;
import dev.jig.gadget.run.GadgetConfiguration;
import dev.jig.image.Diagram;
import dev.jig.image.Flowchart;
import dev.jig.image.SequenceDiagram;
import dev.jig.image.document.JsonPath;
import dev.jig.image.info.ExtraInfo;
import dev.jig.image.resolve.DiagramFacts;
import dev.jig.image.resolve.ResolvedDiagram;
import dev.jig.object.ObjectSpec;
import dev.jig.object.btf.Btf;
import dev.jig.object.core.CoreTargets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The flags of `jig image inspect --resolve` and the diagram they ask for.
final class ImageResolve implements AutoCloseable {
    static final Flag RESOLVE =
            Flag.toggle(
                    "--resolve",
                    "draw only what can happen on this kernel with these params; what depends on a"
                            + " condition is dotted");
    static final Flag PARAM =
            Flag.valued("--param", "KEY=VALUE", "set a param for --resolve (several times)");
    static final Flag BTF =
            Flag.valued(
                    "--btf",
                    "FILE",
                    "types of another kernel for --resolve, in place of this one's");

    private static final Path TYPES = Path.of("/sys/kernel/btf/vmlinux");
    private static final String COMMAND = "image inspect";

    private final Flags.Parsed given;

    /// Null where no running kernel is asked.
    private final @Nullable AskedKernel kernel;

    private ImageResolve(Flags.Parsed given, @Nullable AskedKernel kernel) {
        this.given = given;
        this.kernel = kernel;
    }

    /// @throws UsageException if a flag is given without --resolve or a file is not there
    static void check(Flags.Parsed given, List<ExtraInfo> infos) {
        for (ExtraInfo info : infos) {
            if (given.on(RESOLVE) && info.type() != ExtraInfo.Type.MERMAID) {
                throw new UsageException(
                        "%s: --resolve draws diagrams and has nothing to do with %s"
                                .formatted(COMMAND, info.key()));
            }
        }
        for (Flag flag : List.of(PARAM, BTF)) {
            if (!given.on(RESOLVE) && !given.values(flag).isEmpty()) {
                throw new UsageException("%s: %s needs --resolve".formatted(COMMAND, flag.name()));
            }
        }
    }

    /// Begins to ask the kernel, where it will be needed.
    static ImageResolve begin(Flags.Parsed given) {
        boolean running = given.on(RESOLVE) && given.value(BTF).isEmpty();
        if (running && !Files.isReadable(TYPES)) {
            throw unreadable(
                    TYPES,
                    Files.exists(TYPES) ? "permission denied" : "there is no such file",
                    null);
        }
        return new ImageResolve(given, running ? AskedKernel.forTypes() : null);
    }

    /// What is to be drawn: everything in the code, or with --resolve what can happen.
    Diagram diagram(GadgetSpec gadget) {
        if (!given.on(RESOLVE)) {
            return Diagram.of(gadget.object());
        }
        Map<String, String> params = params(given);
        if (kernel != null) {
            Kernel running = kernel.get();
            ObjectSpec object = GadgetConfiguration.of(gadget, params, running);
            return ResolvedDiagram.of(object, running.coreTargets());
        }
        Btf types = Btf.parse(bytes(Path.of(given.value(BTF).orElseThrow())));
        ObjectSpec object = GadgetConfiguration.of(gadget, params, types);
        return ResolvedDiagram.of(object, CoreTargets.of(types));
    }

    @Override
    public void close() {
        if (kernel != null) {
            kernel.close();
        }
    }

    /// Both diagrams, or those asked for, or the document that says all about the edges.
    String text(
            GadgetSpec gadget,
            List<ExtraInfo> infos,
            Optional<JsonPath> path,
            Optional<DocumentFormat> format) {
        Diagram diagram = diagram(gadget);
        if (format.isPresent()) {
            return ImageInspect.document(DiagramFacts.of(diagram), path, format);
        }
        List<ExtraInfo> drawn =
                infos.isEmpty() ? List.of(ExtraInfo.FLOWCHART, ExtraInfo.SEQUENCE) : infos;
        return drawn.stream()
                .map(info ->
                        info == ExtraInfo.FLOWCHART
                                ? Flowchart.of(diagram)
                                : SequenceDiagram.of(diagram))
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, String> params(Flags.Parsed given) {
        Map<String, String> params = new LinkedHashMap<>();
        for (String setting : given.values(PARAM)) {
            String[] parts = setting.split("=", 2);
            params.put(parts[0], parts.length == 2 ? parts[1] : "true");
        }
        return params;
    }

    private static ByteBuffer bytes(Path file) {
        try {
            return ByteBuffer.wrap(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw unreadable(file, "there is no such file", e);
        } catch (IOException e) {
            throw unreadable(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static UsageException unreadable(Path file, String fact, @Nullable IOException e) {
        UsageException usage =
                new UsageException(
                        "%s: read types %s: %s (--btf FILE takes those of another kernel)"
                                .formatted(COMMAND, file, fact));
        usage.initCause(e);
        return usage;
    }
}
