// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.object.core.ShapeLayout.Spot;
import dev.jig.object.core.ShapeLayout.Way;
import dev.jig.object.insn.CoreKind;
import dev.jig.object.insn.CoreRecord;
import dev.jig.object.insn.Instruction;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Relocation between layouts made by chance, checked by a search that knows neither BTF nor load
/// units: fields are looked up by their path, and loads are carried out on bytes.
class CorePerturbationTest {
    private static final int ROUNDS = 300 * Integer.getInteger("jig.effort", 1);
    private static final int MOV = 0xb7;

    private final Random random = new Random(20260801);
    private int found;
    private int missing;
    private int bitFields;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void findsWhatASearchByPathFinds(boolean little) {
        ByteOrder order = little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        for (int round = 0; round < ROUNDS; round++) {
            Shape.Maker maker = new Shape.Maker(random);
            Shape.Group shape = maker.group(3);
            ShapeLayout local = new ShapeLayout(struct(shape), order, random);
            ShapeLayout target = new ShapeLayout(struct(maker.changed(shape)), order, random);
            new Comparison(local, target, order).run();
        }

        assertThat(found).isGreaterThan(ROUNDS);
        assertThat(missing).isGreaterThan(ROUNDS / 2);
        assertThat(bitFields).isGreaterThan(ROUNDS / 3);
    }

    private static Shape.Group struct(Shape.Group shape) {
        return new Shape.Group(false, shape.parts());
    }

    /// One local layout against one target layout.
    private final class Comparison {
        private final ShapeLayout local;
        private final ShapeLayout target;
        private final ByteOrder order;
        private final Map<String, Spot> here;
        private final Map<String, Spot> there;
        private final Map<Way, Map<CoreKind, Instruction>> questions = new HashMap<>();
        private final Map<CoreRecord, Instruction> answers = new HashMap<>();

        Comparison(ShapeLayout local, ShapeLayout target, ByteOrder order) {
            this.local = local;
            this.target = target;
            this.order = order;
            this.here = local.spots();
            this.there = target.spots();
        }

        void run() {
            for (int count = 0; count < 8; count++) {
                Way way = local.way();
                questions.put(way, questions(way));
            }
            /* there is one match at least, or the target would not be looked at */
            Way root = new Way("0", Collections.singletonList(""));
            questions.put(
                    root, Map.of(CoreKind.FIELD_EXISTS, question(root, CoreKind.FIELD_EXISTS, 1)));
            new CoreRelocator(local.btf(), CoreTargets.of(target.btf()))
                    .relocate(
                            CoreCase.program(
                                    questions.values().stream()
                                            .flatMap(one -> one.values().stream())
                                            .toList()))
                    .instructions()
                    .forEach(one -> answers.put(Objects.requireNonNull(one.relocation()), one));
            questions.forEach(this::check);
        }

        private Instruction question(Way way, CoreKind kind, long held) {
            CoreRecord record = new CoreRecord(kind, local.root(), way.access());
            return CoreCase.withRecord(Instruction.of(MOV, 1, 0, 0, held), record);
        }

        private Map<CoreKind, Instruction> questions(Way way) {
            Spot spot = Objects.requireNonNull(here.get(way.paths().getLast()));
            Map<CoreKind, Long> held = new EnumMap<>(CoreKind.class);
            held.put(CoreKind.FIELD_EXISTS, 1L);
            if (unit(spot) != 0) {
                held.put(CoreKind.FIELD_BYTE_OFFSET, spot.bitOffset() / 8);
                held.put(CoreKind.FIELD_BYTE_SIZE, spot.size());
            }
            if (unit(spot) != 0 && spot.shape() instanceof Shape.Number number) {
                held.put(CoreKind.FIELD_SIGNED, number.signed() ? 1L : 0L);
                held.put(CoreKind.FIELD_LEFT_SHIFT, 64 - spot.size() * 8);
                held.put(CoreKind.FIELD_RIGHT_SHIFT, 64 - width(spot));
            }
            Map<CoreKind, Instruction> asked = new EnumMap<>(CoreKind.class);
            held.forEach((kind, value) -> asked.put(kind, question(way, kind, value)));
            return asked;
        }

        private Instruction answer(Way way, CoreKind kind) {
            CoreRecord record = new CoreRecord(kind, local.root(), way.access());
            return Objects.requireNonNull(answers.get(record));
        }

        private void check(Way way, Map<CoreKind, Instruction> asked) {
            Spot spot = exists(way) ? there.get(way.paths().getLast()) : null;
            assertThat(answer(way, CoreKind.FIELD_EXISTS).imm()).isEqualTo(spot == null ? 0 : 1);
            if (spot == null || unreadable(spot)) {
                missing++;
                asked.keySet().forEach(kind -> checkUnreachable(way, kind, spot != null));
            } else if (asked.containsKey(CoreKind.FIELD_LEFT_SHIFT)) {
                checkLoad(way, spot);
            } else if (asked.containsKey(CoreKind.FIELD_BYTE_OFFSET)) {
                checkPlace(way, spot);
            }
        }

        private boolean exists(Way way) {
            return way.paths().stream()
                    .allMatch(path -> sort(there, path).equals(sort(here, path)));
        }

        private static String sort(Map<String, Spot> spots, String path) {
            Spot spot = spots.get(path);
            return spot == null ? "none" : spot.shape().sort();
        }

        private void checkUnreachable(Way way, CoreKind kind, boolean exists) {
            if (kind == CoreKind.FIELD_EXISTS || (exists && kind == CoreKind.FIELD_SIGNED)) {
                return;
            }
            assertThat(answer(way, kind).callsHelper()).isTrue();
            assertThat(answer(way, kind).note()).isNotNull();
        }

        private void checkPlace(Way way, Spot spot) {
            found++;
            assertThat(answer(way, CoreKind.FIELD_BYTE_OFFSET).imm())
                    .isEqualTo(spot.bitOffset() / 8);
            assertThat(answer(way, CoreKind.FIELD_BYTE_SIZE).imm()).isEqualTo(spot.size());
        }

        private void checkLoad(Way way, Spot spot) {
            bitFields += spot.bits() == 0 ? 0 : 1;
            byte[] memory = new byte[(int) target.size() + 8];
            random.nextBytes(memory);
            if (spot.shape() instanceof Shape.Number number) {
                assertThat(answer(way, CoreKind.FIELD_SIGNED).imm())
                        .isEqualTo(number.signed() ? 1 : 0);
            }
            long size = answer(way, CoreKind.FIELD_BYTE_SIZE).imm();
            long offset = answer(way, CoreKind.FIELD_BYTE_OFFSET).imm();
            long loaded = load(memory, offset, size);
            long value =
                    loaded
                            << answer(way, CoreKind.FIELD_LEFT_SHIFT).imm()
                            >>> answer(way, CoreKind.FIELD_RIGHT_SHIFT).imm();

            assertThat(size).isEqualTo(unit(spot));
            assertThat(value).isEqualTo(bits(memory, spot.bitOffset(), width(spot)));
            if (spot.bits() == 0) {
                checkPlace(way, spot);
            } else {
                assertThat(offset % size).isZero();
            }
        }

        private long load(byte[] memory, long offset, long size) {
            return bits(memory, offset * 8, size * 8);
        }

        /// Takes a number out of memory bit by bit; on a big-endian machine a byte's first bit is
        /// its highest.
        private long bits(byte[] memory, long first, long count) {
            boolean little = order == ByteOrder.LITTLE_ENDIAN;
            long value = 0;
            for (long index = 0; index < count; index++) {
                long at = first + (little ? count - 1 - index : index);
                int shift = (int) (little ? at % 8 : 7 - at % 8);
                value = value << 1 | (memory[(int) (at / 8)] >> shift & 1);
            }
            return value;
        }
    }

    /// A bit field that no unit holds; a structure without members has no unit either, but a place.
    private static boolean unreadable(Spot spot) {
        return spot.bits() != 0 && unit(spot) == 0;
    }

    private static long width(Spot spot) {
        return spot.bits() == 0 ? spot.size() * 8 : spot.bits();
    }

    /// The size of the naturally aligned unit that holds all of the field, at least that of its
    /// type; 0 if there is none.
    private static long unit(Spot spot) {
        if (spot.bits() == 0) {
            return spot.size();
        }
        for (long unit = spot.size(); unit <= 8; unit *= 2) {
            long last = spot.bitOffset() + spot.bits() - 1;
            if (spot.bitOffset() / (unit * 8) == last / (unit * 8)) {
                return unit;
            }
        }
        return 0;
    }
}
