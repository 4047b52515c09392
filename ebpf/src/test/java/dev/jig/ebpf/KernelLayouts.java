// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfKind;
import dev.jig.object.btf.BtfType;
import dev.jig.object.btf.BtfType.Composite;
import dev.jig.object.btf.BtfType.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/// Writes the kernel's argument structures as text, by the layouts of the C headers: each field
/// that is not zero as `name=value`, pointers as `name=*`, and whatever is in no field as an error.
final class KernelLayouts {
    private static final Btf BTF = Objects.read("attr").btf();

    private KernelLayouts() {}

    private record Field(String name, int bitOffset, int bits, boolean pointer) {}

    /// An argument block of bpf(2).
    ///
    /// @param part the member of the union, or the first field of its nameless member
    static String bpfAttr(String part, byte[] bytes) {
        return text(part(part), bytes);
    }

    static String perfEventAttr(byte[] bytes) {
        return text(fields((Composite) type(BtfKind.STRUCT, "perf_event_attr")), bytes);
    }

    /// Bytes from the start of a structure.
    static int offset(String struct, String field) {
        return fields((Composite) type(BtfKind.STRUCT, struct)).stream()
                .filter(f -> f.name().equals(field))
                .findFirst()
                .map(f -> f.bitOffset() / 8)
                .orElseThrow();
    }

    private static BtfType type(BtfKind kind, String name) {
        return BTF.type(BTF.find(kind, name).orElseThrow());
    }

    private static List<Field> part(String part) {
        Composite union = (Composite) type(BtfKind.UNION, "bpf_attr");
        for (Member member : union.members()) {
            Composite struct = (Composite) BTF.type(BTF.strip(member.type()));
            List<Field> fields = fields(struct);
            boolean nameless = member.name().isEmpty();
            if (nameless ? fields.getFirst().name().equals(part) : member.name().equals(part)) {
                return fields;
            }
        }
        throw new IllegalArgumentException(part);
    }

    private static List<Field> fields(Composite struct) {
        List<Field> fields = new ArrayList<>();
        addFields(struct, 0, fields);
        return fields;
    }

    /// Of nested unions every member is listed; the first that covers the value wins.
    private static void addFields(Composite struct, int base, List<Field> fields) {
        for (Member member : struct.members()) {
            BtfType type = BTF.type(BTF.strip(member.type()));
            int offset = base + member.bitOffset();
            if (type instanceof Composite nested) {
                addFields(nested, offset, fields);
            } else {
                int bits =
                        member.bitfieldSize() != 0
                                ? member.bitfieldSize()
                                : (int) BTF.sizeOf(member.type()) * 8;
                fields.add(new Field(member.name(), offset, bits, pointer(member)));
            }
        }
    }

    private static boolean pointer(Member member) {
        return switch (member.name()) {
            case "key",
                    "value",
                    "insns",
                    "license",
                    "log_buf",
                    "func_info",
                    "line_info",
                    "fd_array",
                    "pathname",
                    "in_batch",
                    "out_batch",
                    "keys",
                    "values",
                    "data_in",
                    "data_out",
                    "ctx_in",
                    "ctx_out",
                    "name",
                    "btf",
                    "btf_log_buf",
                    "iter_info",
                    "info",
                    "next_key" ->
                    true;
            default -> false;
        };
    }

    private static String text(List<Field> fields, byte[] bytes) {
        StringJoiner text = new StringJoiner(" ");
        boolean[] covered = new boolean[bytes.length * 8];
        for (Field field : fields) {
            int end = field.bitOffset() + field.bits();
            if (end <= covered.length && !covered[field.bitOffset()]) {
                java.util.Arrays.fill(covered, field.bitOffset(), end, true);
                show(field, bytes).ifPresent(text::add);
            }
        }
        for (int bit = 0; bit < covered.length; bit++) {
            if (!covered[bit] && ((bytes[bit / 8] >> (bit % 8)) & 1) != 0) {
                text.add("outside@" + bit / 8);
            }
        }
        return text.toString();
    }

    private static Optional<String> show(Field field, byte[] bytes) {
        if (field.bits() > 64) {
            String name = name(field, bytes);
            return name.isEmpty() ? Optional.empty() : Optional.of(field.name() + "=" + name);
        }
        long value = 0;
        for (int i = field.bits() - 1; i >= 0; i--) {
            int bit = field.bitOffset() + i;
            value = (value << 1) | ((bytes[bit / 8] >> (bit % 8)) & 1);
        }
        if (value == 0) {
            return Optional.empty();
        }
        boolean pointer = field.pointer() && field.bits() == 64;
        long signed = field.bits() == 32 ? (int) value : value;
        return Optional.of(field.name() + "=" + (pointer ? "*" : signed));
    }

    private static String name(Field field, byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = field.bitOffset() / 8; bytes[i] != 0; i++) {
            text.append((char) bytes[i]);
        }
        return text.toString();
    }
}
