// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfNames;
import dev.jig.object.insn.CoreRecord;

/// Says in words what a CO-RE record is about.
public final class CoreWords {
    private CoreWords() {}

    /// What the record asks for: `byte offset of task_struct.real_parent`, `existence of enumerator
    /// bpf_func_id.BPF_FUNC_loop`, `size of struct mnt_namespace`.
    ///
    /// @param local the object's own types
    /// @throws CoreRelocationException if the record makes no sense for these types
    /// @throws dev.jig.object.MalformedObjectException if the types are damaged
    public static String describe(Btf local, CoreRecord record) {
        return asked(record) + " of " + path(local, record);
    }

    private static String asked(CoreRecord record) {
        return switch (record.kind()) {
            case FIELD_BYTE_OFFSET -> "byte offset";
            case FIELD_BYTE_SIZE -> "byte size";
            case FIELD_EXISTS, TYPE_EXISTS, ENUMERATOR_EXISTS -> "existence";
            case FIELD_SIGNED -> "signedness";
            case FIELD_LEFT_SHIFT -> "left shift";
            case FIELD_RIGHT_SHIFT -> "right shift";
            case LOCAL_TYPE_ID -> "local type id";
            case TARGET_TYPE_ID -> "target type id";
            case TYPE_SIZE -> "size";
            case ENUMERATOR_VALUE -> "value";
            case TYPE_MATCHES -> "match";
        };
    }

    /// The thing the record is about, with the local names as they are: a field
    /// (`task_struct.real_parent`, `task_struct.comm[3]`), an enumerator
    /// (`bpf_func_id.BPF_FUNC_loop`) or a type (`struct mnt_namespace`).
    ///
    /// @param local the object's own types
    /// @throws CoreRelocationException if the record makes no sense for these types
    /// @throws dev.jig.object.MalformedObjectException if the types are damaged
    public static String path(Btf local, CoreRecord record) {
        return switch (record.kind()) {
            case FIELD_BYTE_OFFSET,
                    FIELD_BYTE_SIZE,
                    FIELD_EXISTS,
                    FIELD_SIGNED,
                    FIELD_LEFT_SHIFT,
                    FIELD_RIGHT_SHIFT ->
                    joined(local.name(record.rootType()), LocalField.of(local, record).words());
            case ENUMERATOR_EXISTS, ENUMERATOR_VALUE -> enumerator(local, record);
            case LOCAL_TYPE_ID, TARGET_TYPE_ID, TYPE_EXISTS, TYPE_SIZE, TYPE_MATCHES ->
                    keyword(local, record.rootType()) + local.name(record.rootType());
        };
    }

    private static String joined(String root, String field) {
        return field.isEmpty() || field.startsWith("[") ? root + field : root + "." + field;
    }

    private static String enumerator(Btf local, CoreRecord record) {
        int type = local.strip(record.rootType());
        EnumeratorQuestion.of(local, record);
        String name = local.memberName(type, AccessString.single(record));
        return local.name(record.rootType()) + "." + name;
    }

    /// A field without flavour: `field mm.exe_file of struct task_struct`.
    static String field(LocalField field) {
        String words = field.words();
        String type = type(field.btf(), field.root());
        return words.isEmpty() ? type : "field " + words + " of " + type;
    }

    /// A type without flavour: `struct task_struct`.
    static String type(Btf btf, int id) {
        return keyword(btf, id) + BtfNames.essential(btf.name(id));
    }

    private static String keyword(Btf btf, int id) {
        return switch (btf.kind(id)) {
            case STRUCT -> "struct ";
            case UNION -> "union ";
            case ENUM, ENUM64 -> "enum ";
            case FORWARD -> btf.flag(id) ? "union " : "struct ";
            default -> "";
        };
    }
}
