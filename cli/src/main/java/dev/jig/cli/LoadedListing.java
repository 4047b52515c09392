// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.ebpf.Kernel;
import dev.jig.ebpf.LoadedProgram;
import dev.jig.ebpf.LoadedPrograms;
import dev.jig.gadget.Suggestion;
import dev.jig.gadget.UsageException;
import dev.jig.image.document.Node;
import dev.jig.image.listing.Listing;
import dev.jig.image.listing.ListingNode;
import dev.jig.image.listing.ListingText;
import dev.jig.object.insn.SourceLine;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Lists programs that are in the kernel: what the verifier made of their instructions, and the
/// machine code that the JIT compiler made of that, as bytes.
final class LoadedListing {
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
    private static final int ROW = 16;

    private LoadedListing() {}

    /// @param wanted an id or a name
    /// @throws UsageException if there is no such program
    static String of(String wanted, Optional<DocumentFormat> format, boolean bytes) {
        try (Kernel kernel = Kernel.running()) {
            List<LoadedProgram> programs = find(wanted, new LoadedPrograms(kernel));
            return format.map(f -> f.write(Node.items(programs, LoadedListing::document)))
                    .orElseGet(() -> text(programs, bytes));
        }
    }

    private static List<LoadedProgram> find(String wanted, LoadedPrograms loaded) {
        boolean number = wanted.matches("\\d{1,9}");
        List<LoadedProgram> found =
                number
                        ? loaded.withId(Integer.parseInt(wanted)).stream().toList()
                        : loaded.named(wanted);
        if (found.isEmpty()) {
            throw new UsageException(
                    "image disasm: no program %s is loaded%s"
                            .formatted(wanted, Suggestion.hint(wanted, loaded.names())));
        }
        return found;
    }

    private static String text(List<LoadedProgram> programs, boolean bytes) {
        ListingText layout = ListingText.full().withBytes(bytes);
        StringBuilder text = new StringBuilder();
        for (LoadedProgram program : programs) {
            text.append(text.isEmpty() ? "" : "\n")
                    .append(heading(program))
                    .append(", translated:\n");
            text.append(
                    program.instructions().isEmpty()
                            ? "the kernel does not show it\n"
                            : layout.of(listing(program)));
            text.append('\n').append(heading(program)).append(", machine code:\n");
            if (program.machineCode().isEmpty()) {
                text.append("there is none, or the kernel does not show it\n");
            }
            program.machineCode().forEach(code -> append(code, text));
        }
        return text.toString();
    }

    private static String heading(LoadedProgram program) {
        return "%s: program %d, tag %s".formatted(program.name(), program.id(), program.tag());
    }

    private static Listing listing(LoadedProgram program) {
        return Listing.of(program.instructions(), ByteOrder.nativeOrder());
    }

    /// Rows of bytes, a new one wherever another line of source begins.
    private static void append(LoadedProgram.MachineCode function, StringBuilder text) {
        text.append("%s at 0x%x:\n".formatted(function.function(), function.address()));
        byte[] code = function.code().toArray();
        int at = 0;
        for (LoadedProgram.Line line : function.lines()) {
            rows(code, at, line.offset(), text);
            at = Math.max(at, line.offset());
            SourceLine source = line.source();
            text.append(
                    "  ; %s @ %s:%d\n"
                            .formatted(source.text().strip(), source.file(), source.line()));
        }
        rows(code, at, code.length, text);
    }

    private static void rows(byte[] code, int from, int to, StringBuilder text) {
        for (int at = from; at < to; at += ROW) {
            String row = HEX.formatHex(code, at, Math.min(at + ROW, to));
            text.append("%6x: %s\n".formatted(at, row));
        }
    }

    private static Node document(LoadedProgram program) {
        return Node.members()
                .put("id", program.id())
                .put("name", program.name())
                .put("tag", program.tag())
                .put("instructions", ListingNode.of(listing(program)))
                .put("machineCode", Node.items(program.machineCode(), LoadedListing::document))
                .build();
    }

    private static Node document(LoadedProgram.MachineCode function) {
        return Node.members()
                .put("function", function.function())
                .put("address", "0x%x".formatted(function.address()))
                .put("bytes", HexFormat.of().formatHex(function.code().toArray()))
                .put("lines", Node.items(function.lines(), LoadedListing::document))
                .build();
    }

    private static Node document(LoadedProgram.Line line) {
        SourceLine source = line.source();
        return Node.members()
                .put("offset", line.offset())
                .put("file", source.file())
                .put("line", source.line())
                .put("text", source.text().strip())
                .build();
    }
}
