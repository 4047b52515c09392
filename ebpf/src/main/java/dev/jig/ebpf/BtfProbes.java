// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.ebpf.sys.Bpf;
import dev.jig.object.Bytes;
import dev.jig.object.btf.BtfBuilder;
import dev.jig.object.btf.BtfType;
import dev.jig.object.btf.BtfType.Linkage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/// Kinds of BTF, probed by loading a type of each.
final class BtfProbes implements FeatureProbes.Group {
    private final Bpf bpf;
    private final ProbeAnswers answers;

    BtfProbes(Kernel kernel, ProbeAnswers answers) {
        this.bpf = kernel.host().bpf();
        this.answers = answers;
    }

    @Override
    public Optional<Probe> probe(Feature feature) {
        return types(feature).map(types -> answers.made(feature, load(types), Errno.EINVAL));
    }

    private long load(List<BtfType> types) {
        BtfBuilder builder = new BtfBuilder(ByteOrder.nativeOrder());
        types.forEach(builder::add);
        return load(builder.build());
    }

    private long load(Bytes btf) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, btf.toArray());
            return bpf.loadBtf(bytes, 0, MemorySegment.NULL);
        }
    }

    /// The types of a probe; the first, which has id 1, is an integer.
    private static Optional<List<BtfType>> types(Feature feature) {
        BtfType integer = new BtfType.Int("int", 4, 32, 0, true, false, false);
        return Optional.ofNullable(
                switch (feature) {
                    case BTF_LOAD -> List.of(integer);
                    case BTF_FUNCTIONS -> function(integer, Linkage.STATIC);
                    case BTF_FUNCTION_LINKAGE -> function(integer, Linkage.GLOBAL);
                    case BTF_DATA_SECTIONS -> section(integer);
                    case BTF_FLOATS -> List.of(integer, new BtfType.FloatingPoint("float", 4));
                    case BTF_DECLARATION_TAGS -> declarationTag(integer);
                    case BTF_TYPE_TAGS -> typeTag(integer);
                    case BTF_ENUM64 -> enum64(integer);
                    default -> null;
                });
    }

    private static List<BtfType> function(BtfType integer, Linkage linkage) {
        BtfType parameter = new BtfType.Prototype(1, List.of(new BtfType.Parameter("a", 1)));
        return List.of(integer, parameter, new BtfType.Function("f", 2, linkage));
    }

    private static List<BtfType> section(BtfType integer) {
        return List.of(
                integer,
                new BtfType.Variable("x", 1, Linkage.STATIC),
                new BtfType.DataSection(".bss", 4, List.of(new BtfType.SectionEntry(2, 0, 4))));
    }

    private static List<BtfType> declarationTag(BtfType integer) {
        return List.of(
                integer,
                new BtfType.Variable("x", 1, Linkage.STATIC),
                new BtfType.DeclarationTag("tag", 2, -1));
    }

    /// A tag stands between a pointer and what it points to.
    private static List<BtfType> typeTag(BtfType integer) {
        return List.of(
                integer,
                new BtfType.Modifier(dev.jig.object.btf.BtfKind.TYPE_TAG, "tag", 1),
                new BtfType.Pointer(2));
    }

    private static List<BtfType> enum64(BtfType integer) {
        return List.of(
                integer,
                new BtfType.Enumeration(
                        "e", 8, false, true, List.of(new BtfType.Enumerator("E", 1L << 40))));
    }
}
