// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.btf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jig.object.MalformedObjectException;
import dev.jig.object.btf.BtfType.Member;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class DamagedBtfTest {
    private static Btf build(BtfType... types) {
        BtfBuilder builder = new BtfBuilder(ByteOrder.LITTLE_ENDIAN);
        List.of(types).forEach(builder::add);
        return Btf.parse(builder.build().buffer(ByteOrder.LITTLE_ENDIAN));
    }

    private static void requireRefused(Consumer<ByteBuffer> damage, String reason) {
        BtfBuilder builder = new BtfBuilder(ByteOrder.LITTLE_ENDIAN);
        builder.add(new BtfType.Int("int", 4, 32, 0, true, false, false));
        ByteBuffer blob = ByteBuffer.wrap(builder.build().toArray()).order(ByteOrder.LITTLE_ENDIAN);
        damage.accept(blob);

        requireRefused(() -> Btf.parse(blob), reason);
    }

    private static void requireRefused(Runnable action, String reason) {
        assertThatExceptionOfType(MalformedObjectException.class)
                .isThrownBy(action::run)
                .withMessage("read btf: %s", reason);
    }

    @Test
    void isRefusedWithAReason() {
        requireRefused(blob -> blob.limit(23), "23 bytes are too few for a header");
        requireRefused(blob -> blob.put(0, (byte) 0), "the magic number is missing");
        requireRefused(blob -> blob.put(2, (byte) 2), "version 2 is not known");
        requireRefused(blob -> blob.putInt(4, 20), "header length 20 does not fit 45 bytes");
        requireRefused(
                blob -> blob.putInt(4, -1), "header length 4294967295 does not fit 45 bytes");
        requireRefused(
                blob -> blob.putInt(12, -1),
                "type section of 4294967295 bytes at 24 ends behind the last byte 45");
        requireRefused(
                blob -> blob.putInt(16, 17),
                "string section of 5 bytes at 41 ends behind the last byte 45");
        requireRefused(blob -> blob.put(44, (byte) 'x'), "the last string has no end");
        requireRefused(
                blob -> blob.putInt(12, 8), "type 1 at byte 0 is of no known kind or is cut off");
        requireRefused(
                blob -> blob.putInt(12, 12), "type 1 at byte 0 is of no known kind or is cut off");
        requireRefused(
                blob -> blob.putInt(28, 20 << 24),
                "type 1 at byte 0 is of no known kind or is cut off");
        requireRefused(
                blob -> blob.putInt(28, 0), "type 1 at byte 0 is of no known kind or is cut off");
    }

    @Test
    void refusesIdsAndStringsThatAreNotThere() {
        Btf btf = build(new BtfType.Pointer(7));

        requireRefused(() -> btf.type(2), "there is no type 2");
        requireRefused(() -> btf.type(-1), "there is no type -1");
        requireRefused(() -> btf.kind(btf.target(1)), "there is no type 7");
        requireRefused(() -> btf.string(1), "string offset 1 is outside the 1 bytes of strings");
        requireRefused(
                () -> btf.string(-1), "string offset 4294967295 is outside the 1 bytes of strings");
    }

    @Test
    void refusesNamesNoKernelTakes() {
        String name = "x".repeat(1024);
        Btf btf = build(new BtfType.Typedef(name, 0));

        requireRefused(() -> btf.name(1), "the name at string offset 1 is longer than 1023 bytes");
        assertThat(btf.string(1)).isEqualTo(name);
        assertThat(build(new BtfType.Typedef("y".repeat(1023), 0)).named("y".repeat(1023)))
                .containsExactly(1);
    }

    @Test
    void endsOnTypesThatReferToThemselves() {
        Btf btf =
                build(
                        new BtfType.Typedef("a", 2),
                        new BtfType.Modifier(BtfKind.CONST, "", 1),
                        new BtfType.Array(3, 3, 2),
                        new BtfType.Struct("s", 4, List.of(new Member("self", 4, 0, 0))));

        requireRefused(() -> btf.strip(1), "type 1 never ends");
        requireRefused(() -> btf.sizeOf(1), "type 1 has no size");
        requireRefused(() -> btf.alignOf(1), "type 1 has no alignment");
        requireRefused(() -> btf.alignOf(3), "type 3 has no alignment");
        requireRefused(() -> btf.alignOf(4), "type 4 has no alignment");
    }

    @Test
    void refusesSizesBeyondMemory() {
        Btf btf =
                build(
                        new BtfType.Int("int", 4, 32, 0, true, false, false),
                        new BtfType.Array(1, 1, 0x7fffffff));

        requireRefused(() -> btf.sizeOf(2), "type 2 is larger than 2 GiB");
    }

    @Test
    void alignsTypesNestedInManyWaysInLittleTime() {
        List<BtfType> types = new ArrayList<>();
        types.add(new BtfType.Int("int", 4, 32, 0, true, false, false));
        for (int depth = 1; depth <= 30; depth++) {
            List<Member> members = new ArrayList<>();
            for (int index = 0; index < 10; index++) {
                members.add(new Member("m" + index, depth, 0, 0));
            }
            types.add(new BtfType.Union("u" + depth, 4, members));
        }
        Btf btf = build(types.toArray(BtfType[]::new));

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertThat(btf.alignOf(31)).isEqualTo(4));
    }

    @Test
    void boundsStringsThatOverlap() {
        BtfBuilder builder = new BtfBuilder(ByteOrder.LITTLE_ENDIAN);
        builder.string("x".repeat(100_000));
        BtfText text = new BtfText(Btf.parse(builder.build().buffer(ByteOrder.LITTLE_ENDIAN)));

        requireRefused(
                () -> {
                    for (int offset = 1; offset < 100_000; offset++) {
                        text.at(offset);
                    }
                },
                "its strings overlap too much");
        assertThat(text.at(1)).hasSize(100_000);
    }
}
