// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jig.object.MalformedObjectException;
import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfBuilder;
import dev.jig.object.btf.BtfText;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtInfoTest {
    private static final ByteOrder ORDER = ByteOrder.BIG_ENDIAN;

    private static final BtfText TEXT = text();

    private static BtfText text() {
        BtfBuilder builder = new BtfBuilder(ORDER);
        builder.string("kprobe/x");
        return new BtfText(Btf.parse(builder.build().buffer(ORDER)));
    }

    /// A header of that length and, as functions, a part of these words.
    private static ByteBuffer blob(int header, int... words) {
        ByteBuffer blob = ByteBuffer.allocate(header + words.length * 4).order(ORDER);
        blob.putShort((short) 0xeb9f).put((byte) 1).put((byte) 0).putInt(header);
        blob.putInt(0).putInt(words.length * 4).position(header);
        for (int word : words) {
            blob.putInt(word);
        }
        return blob.flip();
    }

    private static ExtRecords functions(ByteBuffer blob) {
        return Objects.requireNonNull(ExtInfo.parse(blob, TEXT).functions().get("kprobe/x"));
    }

    /// 24 bytes: from before there were CO-RE records; 40: from some future.
    @ParameterizedTest
    @ValueSource(ints = {24, 32, 40})
    void readsHeadersOfAnyLength(int header) {
        ExtRecords records = functions(blob(header, 8, 1, 1, 16, 7));

        assertThat(records.count()).isEqualTo(1);
        assertThat(records.offset(0)).isEqualTo(16);
        assertThat(records.word(0, 1)).isEqualTo(7);
        assertThat(ExtInfo.parse(blob(header, 8, 1, 1, 16, 7), TEXT).relocations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 32})
    void stepsByTheRecordsOwnSizeAndSorts(int header) {
        ExtRecords records =
                functions(blob(header, 12, 1, 2, 40, 9, -1, 24, 8, -1, 1, 1, 0, 7, -1));

        assertThat(records.count()).isEqualTo(3);
        assertThat(records.offset(0)).isZero();
        assertThat(records.word(1, 1)).isEqualTo(8);
        assertThat(records.offset(2)).isEqualTo(40);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    4 1 0          | a record size of 4 is impossible
                    70000 1 0      | a record size of 70000 is impossible
                    -8 1 0         | a record size of -8 is impossible
                    8 1            | a block has only 4 bytes
                    8 1 2 0 7      | a block claims 2 records
                    8 1 -1 0 7     | a block claims 4294967295 records
                    8 1 2 0 7 0 8  | section kprobe/x has two records of a kind at byte 0
                    """)
    void refusesDamage(String words, String reason) {
        int[] content = Arrays.stream(words.split(" ")).mapToInt(Integer::parseInt).toArray();

        assertThatExceptionOfType(MalformedObjectException.class)
                .isThrownBy(() -> ExtInfo.parse(blob(24, content), TEXT))
                .withMessage("read .BTF.ext: %s", reason);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, magic", "4, 23, header length 23", "4, 500, header length 500"})
    void refusesDamagedHeaders(int offset, int value, String reason) {
        ByteBuffer blob = blob(24, 8, 1, 1, 0, 7);
        blob.putInt(offset, value);

        assertThatExceptionOfType(MalformedObjectException.class)
                .isThrownBy(() -> ExtInfo.parse(blob, TEXT))
                .withMessageStartingWith("read .BTF.ext: ")
                .withMessageContaining(reason);
    }
}
