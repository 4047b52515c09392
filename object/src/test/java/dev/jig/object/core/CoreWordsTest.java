// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jig.object.btf.Btf;
import dev.jig.object.insn.CoreKind;
import dev.jig.object.insn.CoreRecord;
import java.nio.ByteOrder;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoreWordsTest {
    private static final Btf TYPES =
            TypeNotation.parse(
                    ByteOrder.LITTLE_ENDIAN,
                    """
                    struct in { int x; int y[4]; };
                    struct s___old { int a; struct { struct in deep; }; struct in many[3]; };
                    union u { int a; };
                    enum e { A, B___x };
                    enum64 f { C };
                    typedef int t;
                    typedef struct in *v[4];
                    struct user { struct gone *p; union vanished *q; };
                    """);

    private static CoreRecord record(CoreKind kind, String root, String access) {
        int id = Objects.requireNonNull(TypeNotation.find(TYPES, root), root);
        return new CoreRecord(kind, id, access);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    FIELD_BYTE_OFFSET | s___old          | 0:0       | byte offset of s___old.a
                    FIELD_BYTE_SIZE   | s___old          | 0:1:0     | byte size of s___old.deep
                    FIELD_EXISTS      | s___old          | 0:1:0:0   | existence of s___old.deep.x
                    FIELD_SIGNED | s___old | 0:2:1:1:3 | signedness of s___old.many[1].y[3]
                    FIELD_LEFT_SHIFT  | s___old          | 2:0       | left shift of s___old[2].a
                    FIELD_RIGHT_SHIFT | union u          | 0:0       | right shift of u.a
                    FIELD_BYTE_OFFSET | struct in        | 0         | byte offset of in
                    FIELD_BYTE_OFFSET | v                | 0:3       | byte offset of v[3]
                    FIELD_BYTE_OFFSET | v                | 1:3       | byte offset of v[1][3]
                    LOCAL_TYPE_ID | s___old | 0 | local type id of struct s___old
                    TARGET_TYPE_ID    | union u          | 0         | target type id of union u
                    TYPE_EXISTS       | t                | 0         | existence of t
                    TYPE_EXISTS       | forward gone     | 0         | existence of struct gone
                    TYPE_EXISTS       | forward vanished | 0         | existence of union vanished
                    TYPE_SIZE         | enum e           | 0         | size of enum e
                    TYPE_MATCHES      | enum f           | 0         | match of enum f
                    ENUMERATOR_EXISTS | enum e           | 1         | existence of e.B___x
                    ENUMERATOR_VALUE  | enum f           | 0         | value of f.C
                    """)
    void describes(CoreKind kind, String root, String access, String words) {
        CoreRecord record = record(kind, root, access);

        assertThat(CoreWords.describe(TYPES, record)).isEqualTo(words);
        assertThat(words).endsWith(" of " + CoreWords.path(TYPES, record));
    }

    @Test
    void refusesWhatMakesNoSense() {
        CoreRecord record = record(CoreKind.FIELD_EXISTS, "struct in", "0:2");

        assertThatExceptionOfType(CoreRelocationException.class)
                .isThrownBy(() -> CoreWords.describe(TYPES, record))
                .withMessage("the access string '0:2' asks for a member that there is not");
    }

    @Test
    void keepsControlBytesOutOfMessages() {
        CoreRecord record = record(CoreKind.FIELD_EXISTS, "struct in", "0\n\u001b[31m");

        assertThatExceptionOfType(CoreRelocationException.class)
                .isThrownBy(() -> CoreWords.describe(TYPES, record))
                .withMessage("the access string '0??[31m' is not a list of numbers");
    }
}
