// SPDX-License-Identifier: Apache-2.0
package dev.jig.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.object.MapSpec.Slot;
import dev.jig.object.btf.BtfType;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"maps", "maps.eb"})
class MapsTest {
    private final ObjectSpec object;

    MapsTest(String name) {
        this.object = CompiledObjects.read(name);
    }

    @Test
    void readsTypesFlagsAndSizesOfKeyAndValue() {
        MapSpec map = object.map("typed");

        assertThat(map.type()).isEqualTo(MapType.HASH);
        assertThat(map.maxEntries()).isEqualTo(512);
        assertThat(map.flags()).isEqualTo(1);
        assertThat(map.keySize()).isEqualTo(8);
        assertThat(map.valueSize()).isEqualTo(24);
        assertThat(object.btf().type(map.keyType()))
                .isInstanceOfSatisfying(
                        BtfType.Struct.class, struct -> assertThat(struct.name()).isEqualTo("key"));
        assertThat(object.btf().name(map.valueType())).isEqualTo("value");
    }

    @Test
    void readsSizesWithoutTypes() {
        assertThat(object.map("sized"))
                .isEqualTo(MapSpec.of("sized", MapType.PERCPU_ARRAY, 4, 10240, 1));
        assertThat(object.map("events"))
                .isEqualTo(MapSpec.of("events", MapType.RINGBUF, 0, 0, 256 * 1024));
    }

    @Test
    void readsPinningNodeAndAnAgreeingSize() {
        MapSpec map = object.map("pinned");

        assertThat(map.pinByName()).isTrue();
        assertThat(map.numaNode()).isZero();
        assertThat(map.keySize()).isEqualTo(8);
        assertThat(object.map("typed").pinByName()).isFalse();
        assertThat(object.map("typed").numaNode()).isEqualTo(-1);
    }

    @Test
    void readsNumbersOfMoreThan32BitsFromEnumerations() {
        assertThat(object.map("bloom").extra()).isEqualTo(0x3_0000_0005L);
    }

    @Test
    void readsInitialProgramsOfAProgramArray() {
        MapSpec map = object.map("tails");

        assertThat(map.valueSize()).isEqualTo(4);
        assertThat(map.slots()).containsExactly(new Slot(1, "tail"), new Slot(3, "tail"));
        assertThat(map.inner()).isNull();
    }

    @Test
    void readsTemplateAndInitialMapsOfAMapOfMaps() {
        MapSpec map = object.map("outer");
        MapSpec inner = Objects.requireNonNull(map.inner());

        assertThat(map.valueSize()).isEqualTo(4);
        assertThat(map.slots()).containsExactly(new Slot(0, "second"), new Slot(1, "first"));
        assertThat(inner.name()).isEqualTo("outer.inner");
        assertThat(inner.type()).isEqualTo(MapType.ARRAY);
        assertThat(inner.valueSize()).isEqualTo(8);
        assertThat(inner.keyType()).isEqualTo(object.map("first").keyType());
    }

    @Test
    void readsATemplateWithoutInitialMaps() {
        MapSpec map = object.map("rings");

        assertThat(map.slots()).isEmpty();
        assertThat(map.inner())
                .isEqualTo(MapSpec.of("rings.inner", MapType.PERF_EVENT_ARRAY, 4, 4, 0));
    }

    @Test
    void readsNothingElseAsAMap() {
        assertThat(object.maps())
                .containsOnlyKeys(
                        "typed", "sized", "events", "pinned", "bloom", "tails", "first", "second",
                        "outer", "rings");
    }
}
