// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfBuilder;
import dev.jig.object.btf.BtfKind;
import dev.jig.object.btf.BtfType;
import dev.jig.object.btf.BtfType.Member;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// A shape given places by chance: its BTF and, found without BTF, where every field is by its
/// path.
final class ShapeLayout {
    /// Where a field is.
    ///
    /// @param bits width of a bit field, 0 if it is none
    /// @param size bytes of the field's type
    record Spot(Shape shape, long bitOffset, int bits, long size) {}

    private record Laid(Shape shape, int id, long size, List<LaidPart> parts) {}

    private record LaidPart(Shape.Part part, Laid type, long bitOffset) {}

    private final Random random;
    private final BtfBuilder builder;
    private final ByteOrder order;
    private final int integer;
    private final Laid root;

    ShapeLayout(Shape.Group shape, ByteOrder order, Random random) {
        this.random = random;
        this.order = order;
        this.builder = new BtfBuilder(order);
        this.integer = builder.add(new BtfType.Int("int", 4, 32, 0, true, false, false));
        for (int skip = random.nextInt(5); skip > 0; skip--) {
            builder.add(new BtfType.Pointer(integer));
        }
        this.root = group(shape, "root");
    }

    Btf btf() {
        return Btf.parse(builder.build().buffer(order));
    }

    int root() {
        return root.id;
    }

    long size() {
        return root.size;
    }

    private Laid lay(Shape shape) {
        return switch (shape) {
            case Shape.Number number -> new Laid(number, integer(number), number.size(), List.of());
            case Shape.Pointer pointer ->
                    new Laid(pointer, builder.add(new BtfType.Pointer(integer)), 8, List.of());
            case Shape.Series series -> series(series);
            case Shape.Group group -> group(group, "");
        };
    }

    private int integer(Shape.Number number) {
        int bits = number.size() * 8;
        int id =
                builder.add(
                        new BtfType.Int(
                                "n", number.size(), bits, 0, number.signed(), false, false));
        return switch (random.nextInt(4)) {
            case 0 -> builder.add(new BtfType.Typedef("t", id));
            case 1 -> builder.add(new BtfType.Modifier(BtfKind.CONST, "", id));
            default -> id;
        };
    }

    private Laid series(Shape.Series series) {
        Laid element = lay(series.element());
        int id = builder.add(new BtfType.Array(element.id, integer, series.count()));
        return new Laid(
                series, id, element.size * series.count(), List.of(new LaidPart(NONE, element, 0)));
    }

    private static final Shape.Part NONE = new Shape.Part("", new Shape.Pointer(), 0);

    private Laid group(Shape.Group group, String name) {
        List<LaidPart> laid = new ArrayList<>();
        List<Member> members = new ArrayList<>();
        long end = 0;
        long size = 0;
        for (Shape.Part part : group.parts()) {
            Laid type = lay(part.shape());
            long start = group.union() ? 0 : start(end, part);
            end = start + (part.bits() == 0 ? type.size * 8 : part.bits());
            size = Math.max(size, (end + 7) / 8);
            laid.add(new LaidPart(part, type, start));
            members.add(new Member(part.name(), type.id, (int) start, part.bits()));
        }
        BtfType type =
                group.union()
                        ? new BtfType.Union(name, (int) size, members)
                        : new BtfType.Struct(name, (int) size, members);
        return new Laid(group, builder.add(type), size, laid);
    }

    private long start(long end, Shape.Part part) {
        return part.bits() > 0
                ? end + random.nextInt(6)
                : (end + 7) / 8 * 8 + random.nextInt(3) * 8L;
    }

    /// Every field by its path as C writes it (`.a[2].b`); of fields of the same name, the first.
    Map<String, Spot> spots() {
        Map<String, Spot> spots = new LinkedHashMap<>();
        spots.put("", new Spot(root.shape, 0, 0, root.size));
        collect(root, "", 0, spots);
        return spots;
    }

    private static void collect(Laid type, String path, long base, Map<String, Spot> spots) {
        if (type.shape instanceof Shape.Group) {
            members(type, path, base, spots, new HashSet<>());
        } else if (type.shape instanceof Shape.Series series) {
            Laid element = type.parts.getFirst().type;
            for (int index = 0; index < series.count(); index++) {
                String name = path + "[" + index + "]";
                long start = base + index * element.size * 8;
                spots.put(name, new Spot(element.shape, start, 0, element.size));
                collect(element, name, start, spots);
            }
        }
    }

    private static void members(
            Laid group, String path, long base, Map<String, Spot> spots, Set<String> seen) {
        for (LaidPart part : group.parts) {
            long start = base + part.bitOffset;
            if (part.part.name().isEmpty()) {
                members(part.type, path, start, spots, seen);
            } else if (seen.add(part.part.name())) {
                String name = path + "." + part.part.name();
                spots.put(name, new Spot(part.type.shape, start, part.part.bits(), part.type.size));
                collect(part.type, name, start, spots);
            }
        }
    }

    /// The way to a field: an access string and the paths of the fields on it.
    record Way(String access, List<String> paths) {}

    /// A way by chance.
    Way way() {
        StringBuilder access = new StringBuilder("0");
        List<String> paths = new ArrayList<>(List.of(""));
        Laid at = root;
        boolean unnamed = false;
        while (!at.parts.isEmpty() && (unnamed || random.nextInt(5) > 0)) {
            boolean series = at.shape instanceof Shape.Series;
            int count = at.shape instanceof Shape.Series one ? one.count() : at.parts.size();
            int index = random.nextInt(count);
            LaidPart part = at.parts.get(series ? 0 : index);
            access.append(':').append(index);
            unnamed = !series && part.part.name().isEmpty();
            if (!unnamed) {
                String step = series ? "[" + index + "]" : "." + part.part.name();
                paths.add(paths.getLast() + step);
            }
            at = part.type;
        }
        return new Way(access.toString(), paths);
    }
}
