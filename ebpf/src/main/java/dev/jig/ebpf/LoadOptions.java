// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.btf.Btf;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How an object is loaded. A value.
///
/// @param optional programs that may fail to load or attach: the reason is then kept in {@link
///   BpfObject#failures()} and the rest goes on
/// @param skipped programs that are not loaded at all
/// @param transport how ring buffer maps are made
/// @param extraBtf further types for CO-RE relocation
/// @param kernelBtf types in place of the running kernel's, for CO-RE relocation
/// @param logLevel what the verifier writes even on success: 0 nothing, 1 branches, 2 instructions,
///   4 statistics
/// @param pinDirectory where maps that are pinned by name are shared, a directory on bpffs
/// @param replacements maps to use in place of those of the same name in the object; they stay the
///   caller's
/// @param probe how programs for kernel functions are attached
public record LoadOptions(
        Set<String> optional,
        Set<String> skipped,
        Transport transport,
        List<Btf> extraBtf,
        @Nullable Btf kernelBtf,
        int logLevel,
        @Nullable Path pinDirectory,
        Map<String, BpfMap> replacements,
        ProbeChoice probe) {

    /// How events reach user space.
    public enum Transport {
        /// The ring buffer, or one perf buffer a CPU where the kernel has no ring buffer (before
        /// 5.8).
        AUTOMATIC,
        /// Perf buffers even where there is a ring buffer. In the program every question whether
        /// the kernel has the ring buffer's map type or helpers is answered no.
        PERF_BUFFER
    }

    private static final LoadOptions DEFAULTS =
            new LoadOptions(
                    Set.of(),
                    Set.of(),
                    Transport.AUTOMATIC,
                    List.of(),
                    null,
                    0,
                    null,
                    Map.of(),
                    ProbeChoice.KPROBE);

    public LoadOptions {
        optional = Set.copyOf(optional);
        skipped = Set.copyOf(skipped);
        extraBtf = List.copyOf(extraBtf);
        replacements = Map.copyOf(replacements);
    }

    public static LoadOptions defaults() {
        return DEFAULTS;
    }

    public LoadOptions withOptional(Set<String> programs) {
        return new LoadOptions(
                programs,
                skipped,
                transport,
                extraBtf,
                kernelBtf,
                logLevel,
                pinDirectory,
                replacements,
                probe);
    }

    public LoadOptions withSkipped(Set<String> programs) {
        return new LoadOptions(
                optional,
                programs,
                transport,
                extraBtf,
                kernelBtf,
                logLevel,
                pinDirectory,
                replacements,
                probe);
    }

    public LoadOptions withTransport(Transport wanted) {
        return new LoadOptions(
                optional,
                skipped,
                wanted,
                extraBtf,
                kernelBtf,
                logLevel,
                pinDirectory,
                replacements,
                probe);
    }

    public LoadOptions withExtraBtf(List<Btf> targets) {
        return new LoadOptions(
                optional,
                skipped,
                transport,
                targets,
                kernelBtf,
                logLevel,
                pinDirectory,
                replacements,
                probe);
    }

    public LoadOptions withKernelBtf(Btf types) {
        return new LoadOptions(
                optional,
                skipped,
                transport,
                extraBtf,
                types,
                logLevel,
                pinDirectory,
                replacements,
                probe);
    }

    public LoadOptions withLogLevel(int level) {
        return new LoadOptions(
                optional,
                skipped,
                transport,
                extraBtf,
                kernelBtf,
                level,
                pinDirectory,
                replacements,
                probe);
    }

    public LoadOptions withPinDirectory(Path directory) {
        return new LoadOptions(
                optional,
                skipped,
                transport,
                extraBtf,
                kernelBtf,
                logLevel,
                directory,
                replacements,
                probe);
    }

    public LoadOptions withReplacements(Map<String, BpfMap> maps) {
        return new LoadOptions(
                optional,
                skipped,
                transport,
                extraBtf,
                kernelBtf,
                logLevel,
                pinDirectory,
                maps,
                probe);
    }

    public LoadOptions withProbe(ProbeChoice choice) {
        return new LoadOptions(
                optional,
                skipped,
                transport,
                extraBtf,
                kernelBtf,
                logLevel,
                pinDirectory,
                replacements,
                choice);
    }
}
