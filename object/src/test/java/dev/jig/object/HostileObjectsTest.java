// SPDX-License-Identifier: Apache-2.0
package dev.jig.object;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.jig.object.insn.Disassembler;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Damaged files end in {@link MalformedObjectException} or are read; nothing else happens, soon.
class HostileObjectsTest {
    /// What the reader may allocate: some objects for every few bytes, much of it garbage soon.
    private static final long BYTES_PER_BYTE = 100;

    private static final long FREE = 1 << 20;

    private static final int ROUNDS = 100 * Integer.getInteger("jig.effort", 1);

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static List<String> objects() {
        return CompiledObjects.good();
    }

    /// Whether the file was read.
    private static boolean reads(byte[] file) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            ObjectSpec object = ObjectReader.read("hostile", file);
            object.programs().values().forEach(HostileObjectsTest::look);
            return true;
        } catch (MalformedObjectException e) {
            assertThat(e.getMessage()).doesNotContain("\n");
            return false;
        } finally {
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            assertThat(allocated).isLessThan(FREE + BYTES_PER_BYTE * file.length);
        }
    }

    private static void look(ProgramSpec program) {
        assertThat(program.slots()).isGreaterThanOrEqualTo(program.instructions().size());
        program.instructions().forEach(Disassembler::text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "small.eb"})
    void survivesBeingCutOffAnywhere(String name) {
        byte[] file = CompiledObjects.bytes(name);

        Assertions.assertTimeoutPreemptively(
                Duration.ofMinutes(1),
                () -> {
                    for (int length = 0; length < file.length; length++) {
                        assertThat(reads(Arrays.copyOf(file, length))).isFalse();
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("objects")
    void survivesChangedBits(String name) {
        byte[] file = CompiledObjects.bytes(name);
        Random random = new Random(name.hashCode());

        Assertions.assertTimeoutPreemptively(
                Duration.ofMinutes(1),
                () -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        byte[] damaged = file.clone();
                        for (int flips = random.nextInt(1, 8); flips > 0; flips--) {
                            damaged[random.nextInt(damaged.length)] ^=
                                    (byte) (1 << random.nextInt(8));
                        }
                        reads(damaged);
                    }
                });
    }

    /// Extreme numbers in place of every aligned word.
    @ParameterizedTest
    @ValueSource(strings = {"small", "small.eb"})
    void survivesExtremeNumbersAnywhere(String name) {
        byte[] file = CompiledObjects.bytes(name);

        Assertions.assertTimeoutPreemptively(
                Duration.ofMinutes(2),
                () -> {
                    for (int at = 0; at + 4 <= file.length; at += 4) {
                        for (byte[] word : List.of(filled(0xff), filled(0x7f), filled(0))) {
                            byte[] damaged = file.clone();
                            System.arraycopy(word, 0, damaged, at, 4);
                            reads(damaged);
                        }
                    }
                });
    }

    private static byte[] filled(int value) {
        byte[] word = new byte[4];
        Arrays.fill(word, (byte) value);
        return word;
    }
}
