// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.listing;

import dev.jig.image.listing.Listing.Line;
import dev.jig.image.listing.Listing.Remark;
import dev.jig.object.Bytes;
import dev.jig.object.insn.SourceLine;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Lays a listing out as lines of text:
///
/// ```
/// ig_sched_exec:
///   ; if (filter_pid && pid != filter_pid) @ ./filter.h:40
///      12: r1 = map[.rodata][0]+8              ; filter_pid
///      14: if w0 == 0x0 goto pc+5              ; to 20
/// ```
///
/// @param bytes whether each instruction's bytes are shown
/// @param remarks which remarks are shown
public record ListingText(boolean bytes, Predicate<Remark> remarks) {
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
    private static final int BYTES_WIDTH = 8 * 3;
    private static final int SLOT_WIDTH = 6;
    private static final int REMARK_COLUMN = 40;

    /// Without bytes, with all remarks.
    public static ListingText full() {
        return new ListingText(false, _ -> true);
    }

    /// Without what relocation is going to correct.
    public static ListingText unrelocated() {
        return new ListingText(false, remark -> !(remark instanceof Remark.Relocation));
    }

    public ListingText withBytes(boolean shown) {
        return new ListingText(shown, remarks);
    }

    /// Each line ended by a line feed, in characters that a terminal may see.
    public String of(Listing listing) {
        StringBuilder text = new StringBuilder();
        String last = "";
        for (Line line : listing.lines()) {
            switch (line) {
                case Line.Function(String name) -> text.append(printable(name)).append(":\n");
                case Line.Source(SourceLine source) -> last = append(source(source), last, text);
                case Line.Code code -> append(code, text);
            }
        }
        return text.toString();
    }

    /// A line that only another column of was added before is not repeated.
    private static String append(String source, String last, StringBuilder text) {
        if (!source.equals(last)) {
            text.append(source).append('\n');
        }
        return source;
    }

    private static String source(SourceLine line) {
        String text = printable(line.text().strip());
        return "  ; " + text + " @ " + printable(line.file()) + ":" + line.line();
    }

    private void append(Line.Code code, StringBuilder text) {
        List<String> first = bytes ? rows(code.bytes()) : List.of("");
        String words = words(code);
        String slot = Integer.toString(code.slot());
        text.repeat(' ', Math.max(SLOT_WIDTH - slot.length(), 0)).append(slot).append(": ");
        text.append(first.getFirst());
        int start = text.length();
        text.append(printable(code.text()));
        if (!words.isEmpty()) {
            int written = text.length() - start;
            text.repeat(' ', Math.max(REMARK_COLUMN - written, 2)).append("; ");
            text.append(printable(words));
        }
        text.append('\n');
        first.stream().skip(1).forEach(row -> text.append(" ".repeat(8) + row.strip() + "\n"));
    }

    private String words(Line.Code code) {
        return code.remarks().isEmpty()
                ? ""
                : code.remarks().stream()
                        .filter(remarks)
                        .map(Remark::words)
                        .collect(Collectors.joining(", "));
    }

    /// Eight bytes a row, padded.
    private static List<String> rows(Bytes code) {
        byte[] all = code.toArray();
        return IntStream.range(0, all.length / 8)
                .mapToObj(row -> HEX.formatHex(all, row * 8, row * 8 + 8))
                .map(hex -> hex + " ".repeat(BYTES_WIDTH + 1 - hex.length()))
                .toList();
    }

    /// Names and lines come out of files.
    private static String printable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return text.replace('\t', ' ').replaceAll("\\p{Cc}", "?");
            }
        }
        return text;
    }
}
