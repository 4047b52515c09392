// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DigitsTest {
    private static LongStream numbers() {
        Random random = new Random(5);
        LongStream edges =
                LongStream.iterate(1, n -> n * 10)
                        .limit(20)
                        .flatMap(n -> LongStream.of(n - 1, n, n + 1, -n, 2 * n, 9 * n));
        LongStream bits =
                LongStream.range(0, 64).flatMap(b -> LongStream.of(1L << b, (1L << b) - 1));
        LongStream any =
                LongStream.generate(() -> random.nextLong() >>> random.nextInt(64)).limit(100_000);
        return LongStream.concat(LongStream.concat(edges, bits), any);
    }

    private static String written(int maxBytes, LongUnaryOperator write) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(maxBytes);
            long end = write.applyAsLong(out.address());
            byte[] bytes = out.asSlice(0, end - out.address()).toArray(ValueLayout.JAVA_BYTE);
            return new String(bytes, StandardCharsets.US_ASCII);
        }
    }

    private static String written(LongUnaryOperator write) {
        return written(Digits.MAX_BYTES + Memory.SLACK, write);
    }

    @Test
    void numbersAreThoseOfTheLibrary() {
        numbers()
                .forEach(n -> {
                    assertThat(written(out -> Digits.signed(n, out))).isEqualTo(Long.toString(n));
                    assertThat(written(out -> Digits.unsigned(n, out)))
                            .isEqualTo(Long.toUnsignedString(n));
                    assertThat(written(out -> Digits.hex(n, out))).isEqualTo(Long.toHexString(n));
                });
    }

    @Test
    void nineDigitsHaveZerosInFront() {
        for (int n : new int[] {0, 1, 99, 12_345, 100_000_000, 999_999_999}) {
            assertThat(written(out -> Digits.nine(n, out))).isEqualTo("%09d".formatted(n));
        }
    }

    @Test
    void literalsOfAnyLengthAreWhole() {
        for (int length = 0; length < 100; length++) {
            String text = "abcdefghij".repeat(10).substring(0, length);
            Literal literal = Literal.of(text);
            assertThat(written(literal.maxBytes(), literal::write)).isEqualTo(text);
        }
    }
}
