// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilesOfTheKernelTest {
    @Test
    void cpuLists() {
        assertThat(CpuList.parse("0\n")).containsExactly(0);
        assertThat(CpuList.parse("3,0-1, 8-8\n")).containsExactly(0, 1, 3, 8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "1-", "-1", "1,,2", "99999999999", "65536"})
    void notCpuLists(String text) {
        assertThatThrownBy(() -> CpuList.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a list of CPUs: ");
    }

    @Test
    void mounts() {
        String table =
                """
                36 35 98:0 /root\\0401 /mnt\\134x rw,noatime master:1 - ext3 /dev/root rw
                37 35 0:5 / /sys/kernel/tracing rw shared:2 master:3 - tracefs tracefs rw
                38 35 0:5 / /short
                """;
        assertThat(MountTable.parse(table))
                .containsExactly(
                        new MountTable.Mount("/root 1", "/mnt\\x", "ext3"),
                        new MountTable.Mount("/", "/sys/kernel/tracing", "tracefs"));
    }

    @Test
    void fields() {
        String text = "CapEff:\t00ff\nCapEffX: 1\nmemlock:  4096\nbad: x\n";
        assertThat(Fields.find(text, "CapEff")).contains("00ff");
        assertThat(Fields.number(text, "CapEff", 16)).hasValue(255);
        assertThat(Fields.number(text, "memlock", 10)).hasValue(4096);
        assertThat(Fields.number(text, "bad", 10)).isEmpty();
        assertThat(Fields.number(text, "none", 10)).isEmpty();
    }

    @Test
    void auxiliaryVector() {
        ByteBuffer vector = ByteBuffer.allocate(41).order(ByteOrder.nativeOrder());
        vector.putLong(6).putLong(65536).putLong(33).putLong(0x7000);
        assertThat(AuxiliaryVector.value(vector.array(), AuxiliaryVector.PAGE_SIZE))
                .isEqualTo(65536);
        assertThat(AuxiliaryVector.value(vector.array(), AuxiliaryVector.VDSO)).isEqualTo(0x7000);
        assertThat(AuxiliaryVector.value(vector.array(), 99)).isZero();
    }

    /// An ELF image with one load segment and one note segment of two notes.
    private static ByteBuffer vdso() {
        ByteBuffer elf = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        elf.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 2);
        elf.putInt(64, 1);
        elf.putInt(120, 4).putLong(128, 256).putLong(152, 64);
        note(elf, 256, "GNU\0", 3, 20);
        int second = 256 + 12 + 4 + 20;
        note(elf, second, "Linux\0\0\0", 0, 4);
        elf.putInt(second, 6).putInt(second + 20, 0x060c05);
        return elf;
    }

    private static void note(ByteBuffer elf, int at, String name, int type, int size) {
        elf.putInt(at, name.length()).putInt(at + 4, size).putInt(at + 8, type);
        elf.put(at + 12, name.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void versionInTheVdso() {
        assertThat(VdsoNote.version(vdso())).hasValue(0x060c05);
        assertThat(VdsoNote.version(ByteBuffer.allocate(10))).isEmpty();
        assertThat(VdsoNote.version(vdso().putInt(120, 7))).isEmpty();
    }

    @Test
    void damagedVdsoHasNoVersionOrAnother() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 5_000; i++) {
            ByteBuffer elf = vdso();
            for (int j = 0; j < 4; j++) {
                elf.put(random.nextInt(512), (byte) random.nextInt());
            }
            assertThat(VdsoNote.version(elf)).isNotNull();
        }
    }
}
