// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.btf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.object.KernelTypes;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("dev.jig.object.KernelTypes#present")
class VmlinuxBtfTest {
    private final Btf kernel = KernelTypes.read();

    @Test
    void decodesEveryType() {
        Map<BtfKind, Integer> kinds = new EnumMap<>(BtfKind.class);
        for (int id = 1; id < kernel.typeCount(); id++) {
            assertThat(kernel.type(id).name()).isEqualTo(kernel.name(id));
            kinds.merge(kernel.kind(id), 1, Integer::sum);
        }

        assertThat(kinds).containsKeys(BtfKind.STRUCT, BtfKind.FUNCTION, BtfKind.ENUM);
        assertThat(kinds).doesNotContainKey(BtfKind.UNKNOWN);
    }

    @Test
    void findsEveryNamedTypeAgain() {
        for (int id = 1; id < kernel.typeCount(); id += 97) {
            if (!kernel.name(id).isEmpty()) {
                assertThat(kernel.named(kernel.name(id))).contains(id).isSorted();
            }
        }
    }

    @Test
    void agreesWithItselfOnSizes() {
        int task = kernel.find(BtfKind.STRUCT, "task_struct").orElseThrow();
        BtfType.Struct struct = (BtfType.Struct) kernel.type(task);
        BtfType.Member last = struct.members().getLast();

        assertThat(kernel.sizeOf(task)).isEqualTo(struct.size());
        assertThat(kernel.alignOf(task)).isGreaterThanOrEqualTo(8);
        assertThat(last.bitOffset() / 8).isLessThan(struct.size());
        assertThat(kernel.sizeOf(kernel.named("pid_t")[0])).isEqualTo(4);
    }

    @Test
    void keepsAnIndexNotObjects() {
        ByteBuffer bytes = kernel.bytes();
        long before = used();
        Btf btf = Btf.parse(bytes);
        btf.named("task_struct");
        long held = used() - before;

        assertThat(held).isLessThan(20L << 20);
        assertThat(btf.named("task_struct")).isNotEmpty();
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
