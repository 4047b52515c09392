// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.listing;

import dev.jig.image.document.Node;
import dev.jig.image.listing.Listing.Line;
import dev.jig.image.listing.Listing.Remark;
import dev.jig.object.insn.SourceLine;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A listing for programs: one object an instruction, with `slot`, `bytes`, `text`, and, where they
/// are known, `function`, `source`, `target`, `variable`, `relocation` and `note`.
public final class ListingNode {
    private @Nullable String function;
    private @Nullable SourceLine source;

    private ListingNode() {}

    public static Node of(Listing listing) {
        return new Node.Items(new ListingNode().items(listing));
    }

    private List<Node> items(Listing listing) {
        List<Node> items = new ArrayList<>();
        for (Line line : listing.lines()) {
            switch (line) {
                case Line.Function(String name) -> function = name;
                case Line.Source(SourceLine text) -> source = text;
                case Line.Code code -> items.add(item(code));
            }
        }
        return items;
    }

    private Node item(Line.Code code) {
        Node.Builder item = Node.members().put("slot", code.slot());
        if (function != null) {
            item.put("function", function);
        }
        if (source != null) {
            item.put("source", source(source));
        }
        function = null;
        source = null;
        item.put("bytes", HexFormat.of().formatHex(code.bytes().toArray()));
        item.put("text", code.text());
        code.remarks().forEach(remark -> put(remark, item));
        return item.build();
    }

    private static void put(Remark remark, Node.Builder item) {
        switch (remark) {
            case Remark.Jump(int slot) -> item.put("target", slot);
            case Remark.Variable(String words) -> item.put("variable", words);
            case Remark.Relocation(String words) -> item.put("relocation", words);
            case Remark.Note(String words) -> item.put("note", words);
        }
    }

    private static Node source(SourceLine line) {
        return Node.members()
                .put("file", line.file())
                .put("line", line.line())
                .put("column", line.column())
                .put("text", line.text().strip())
                .build();
    }
}
