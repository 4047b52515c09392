// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.schema;

import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfType;
import java.util.ArrayList;
import java.util.List;

/// Flattens a structure into its leaves, in declaration order. Members whose names begin with two
/// underscores are left out; those of nameless structures count as the outer one's.
final class StructWalker {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_LEAVES = 4096;

    private final Btf btf;
    private final SchemaErrors errors;
    private final int recordSize;
    private final List<Leaf> leaves = new ArrayList<>();

    private StructWalker(Btf btf, SchemaErrors errors, int recordSize) {
        this.btf = btf;
        this.errors = errors;
        this.recordSize = recordSize;
    }

    static List<Leaf> leaves(Btf btf, BtfType.Composite record, SchemaErrors errors) {
        StructWalker walker = new StructWalker(btf, errors, record.size());
        walker.walk(record, "", 0, 0);
        return walker.leaves;
    }

    private void walk(BtfType.Composite composite, String path, int offset, int depth) {
        if (depth > MAX_DEPTH) {
            throw errors.error("structures nest deeper than " + MAX_DEPTH + " levels");
        }
        for (BtfType.Member member : composite.members()) {
            if (!member.name().startsWith("__")) {
                member(composite, member, path, offset, depth);
            }
        }
    }

    private void member(
            BtfType.Composite owner, BtfType.Member member, String path, int base, int depth) {
        long offset = base + Integer.toUnsignedLong(member.bitOffset()) / Byte.SIZE;
        String name = path.isEmpty() ? member.name() : path + "." + member.name();
        if (member.bitfieldSize() != 0) {
            throw errors.field(name, "is a bit field (a name that begins with __ leaves it out)");
        }
        TypeChain chain = TypeChain.of(btf, member.type(), errors);
        long size = btf.sizeOf(chain.id());
        if (offset + size > recordSize) {
            throw errors.field(name, "ends beyond its structure");
        }
        if (chain.type() instanceof BtfType.Composite inner && !Endpoints.isEndpoint(inner)) {
            walk(inner, member.name().isEmpty() ? path : name, (int) offset, depth + 1);
        } else {
            add(owner, member, path, (int) offset, (int) size, chain);
        }
    }

    private void add(
            BtfType.Composite owner,
            BtfType.Member member,
            String path,
            int offset,
            int size,
            TypeChain chain) {
        if (leaves.size() == MAX_LEAVES) {
            throw errors.error("has more than " + MAX_LEAVES + " fields");
        }
        List<String> typedefs = new ArrayList<>(chain.typedefs());
        if (chain.type() instanceof BtfType.Array array) {
            typedefs.addAll(TypeChain.of(btf, array.element(), errors).typedefs());
        }
        leaves.add(
                new Leaf(
                        path,
                        member.name(),
                        owner.name(),
                        offset,
                        size,
                        List.copyOf(typedefs),
                        chain.type(),
                        false));
    }
}
