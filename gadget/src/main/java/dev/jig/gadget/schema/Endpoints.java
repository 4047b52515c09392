// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.schema;

import dev.jig.object.btf.BtfType;
import java.util.List;
import java.util.Optional;

/// Fields of `struct gadget_l3endpoint_t` and `struct gadget_l4endpoint_t`: the endpoint as one
/// column, its parts in JSON.
final class Endpoints {
    private static final String L3 = "gadget_l3endpoint_t";
    private static final String L4 = "gadget_l4endpoint_t";
    private static final int ADDRESS_BYTES = 16;

    private Endpoints() {}

    static boolean isEndpoint(BtfType.Composite composite) {
        return composite.name().equals(L3) || composite.name().equals(L4);
    }

    /// Drafts for an endpoint in the structure's order, and those that stand behind all members.
    static void add(Leaf leaf, BtfType.Composite type, Drafts drafts, SchemaErrors errors) {
        FieldType.Address address =
                new FieldType.Address(
                        part(leaf, type, "addr_raw", ADDRESS_BYTES, errors),
                        part(leaf, type, "version", 1, errors));
        if (address.versionOffset() < address.offset() + ADDRESS_BYTES) {
            throw errors.field(leaf.name(), "has a version inside its address");
        }
        boolean withPort = type.name().equals(L4);
        FieldType shown = withPort ? endpoint(leaf, type, address, errors) : address;
        Draft column = drafts.member(leaf, leaf.name(), shown);
        column.preset("json.skip", "true");
        column.template(withPort ? "l4endpoint" : "container");
        if (withPort) {
            ports(leaf, type, drafts, errors);
        }
        drafts.member(leaf, leaf.name() + ".version", whole(address.versionOffset(), 1)).hide();
        drafts.derived(leaf, leaf.name() + ".addr", address).hide();
        if (withPort) {
            Draft joined = drafts.derived(leaf, leaf.name() + ".endpoint", shown);
            joined.hide();
            joined.preset("json.skip", "true");
        }
    }

    private static FieldType endpoint(
            Leaf leaf, BtfType.Composite type, FieldType.Address address, SchemaErrors errors) {
        int port = part(leaf, type, "port", 2, errors);
        return new FieldType.Endpoint(address, new FieldType.Whole(port, 2, false));
    }

    private static void ports(
            Leaf leaf, BtfType.Composite type, Drafts drafts, SchemaErrors errors) {
        int port = part(leaf, type, "port", 2, errors);
        int protocol = part(leaf, type, "proto_raw", 2, errors);
        drafts.member(leaf, leaf.name() + ".port", whole(port, 2)).hide();
        drafts.member(leaf, leaf.name() + ".proto_raw", whole(protocol, 2)).hide();
        FieldType name = new FieldType.ProtocolName(protocol);
        drafts.derived(leaf, leaf.name() + ".proto", name).hide();
    }

    private static FieldType whole(int offset, int size) {
        return new FieldType.Whole(offset, size, false);
    }

    /// Offset of a member from the record's start.
    private static int part(
            Leaf leaf, BtfType.Composite type, String member, int size, SchemaErrors errors) {
        List<BtfType.Member> members = type.members();
        Optional<BtfType.Member> found =
                members.stream().filter(m -> m.name().equals(member)).findFirst();
        if (found.isEmpty()) {
            throw errors.field(leaf.name(), "is an endpoint without a member " + member);
        }
        long offset = Integer.toUnsignedLong(found.get().bitOffset()) / Byte.SIZE;
        if (offset + size > leaf.size()) {
            throw errors.field(leaf.name(), "has a member beyond its end");
        }
        return (int) (leaf.offset() + offset);
    }
}
