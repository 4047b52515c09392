// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jig.ebpf.sys.DetachedMount;
import dev.jig.ebpf.sys.Host;
import dev.jig.ebpf.sys.SystemCallException;
import dev.jig.ebpf.testing.LeakGuard;
import dev.jig.object.Bytes;
import dev.jig.object.MapSpec;
import dev.jig.object.MapType;
import dev.jig.object.ObjectSpec;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("live")
@ExtendWith(LeakGuard.class)
class MapsLiveTest {
    private static final ObjectSpec MAPS = Objects.read("maps");

    private final Kernel kernel = Kernel.running();
    private BpfObject object;

    @BeforeEach
    void load() {
        object = BpfObject.load(MAPS, kernel, LoadOptions.defaults());
    }

    @AfterEach
    void close() {
        object.close();
        kernel.close();
    }

    private static Bytes word(int value) {
        return Objects.words(value);
    }

    private static Bytes filter() {
        return Bytes.zeros(14);
    }

    @Test
    void elementsComeAndGo() {
        BpfMap table = object.map("table");
        assertThat(table.lookup(word(1))).isEmpty();
        table.put(word(1), Objects.words(10, 11));
        assertThat(table.lookup(word(1))).contains(Objects.words(10, 11));
        table.update(word(1), Objects.words(12, 13), UpdateMode.REPLACE);
        assertThat(table.nextKey(Bytes.empty())).contains(word(1));
        assertThat(table.nextKey(word(1))).isEmpty();
        assertThat(table.take(word(1))).contains(Objects.words(12, 13));
        assertThat(table.take(word(1))).isEmpty();
        assertThat(table.delete(word(1))).isFalse();
    }

    @Test
    void modesAreObserved() {
        BpfMap table = object.map("table");
        table.update(word(1), Objects.words(1, 1), UpdateMode.CREATE);
        assertThatThrownBy(() -> table.update(word(1), Objects.words(1, 1), UpdateMode.CREATE))
                .isInstanceOfSatisfying(
                        KernelException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EEXIST))
                .hasMessage("update map table: exists already [EEXIST]");
        assertThatThrownBy(() -> table.update(word(2), Objects.words(1, 1), UpdateMode.REPLACE))
                .hasMessage("update map table: no such file or entry [ENOENT]");
        assertThatThrownBy(() -> table.put(word(1), word(2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> table.lookup(Bytes.zeros(3)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static int[] sequence(int count, int step) {
        int[] words = new int[count];
        for (int i = 0; i < count; i++) {
            words[i] = i * step;
        }
        return words;
    }

    private void fillTable(int count) {
        int[] values = new int[2 * count];
        for (int i = 0; i < count; i++) {
            values[2 * i] = i;
            values[2 * i + 1] = -i;
        }
        object.map("table").updateAll(Objects.words(sequence(count, 1)), Objects.words(values));
    }

    private static EntryHandler into(Map<Integer, Integer> found) {
        return (keys, key, values, value) -> {
            int first = values.get(ValueLayout.JAVA_INT, value);
            found.put(keys.get(ValueLayout.JAVA_INT, key), first);
            assertThat(values.get(ValueLayout.JAVA_INT, value + 4)).isEqualTo(-first);
        };
    }

    @Test
    void batchesGoOverEverything() {
        fillTable(15_000);
        Map<Integer, Integer> found = new HashMap<>();
        assertThat(object.map("table").forEach(into(found))).isEqualTo(15_000);
        assertThat(found).hasSize(15_000).allSatisfy((k, v) -> assertThat(v).isEqualTo(k));
        found.clear();
        assertThat(object.map("table").takeAll(into(found))).isEqualTo(15_000);
        assertThat(found).hasSize(15_000);
        assertThat(object.map("table").forEach(into(found))).isZero();
    }

    @Test
    void perCpuValues() {
        BpfMap map = object.map("per_cpu");
        int cpus = kernel.possibleCpus();
        assertThat(map.valueStride()).isEqualTo(8);
        assertThat(map.valueBytes()).isEqualTo(8 * cpus);
        int[] values = sequence(2 * cpus, 5);
        for (int i = 1; i < values.length; i += 2) {
            values[i] = 0;
        }
        map.put(word(3), Objects.words(values));
        assertThat(map.lookup(word(3))).contains(Objects.words(values));
        int[] entries = {0};
        map.forEach((_, _, _, _) -> entries[0]++);
        assertThat(entries[0]).isEqualTo(1);
    }

    @Test
    void programCountsPerCpu() {
        object.program("count").testRun(TestRun.Input.ofContext(Bytes.zeros(16)));
        object.program("count").testRun(TestRun.Input.ofContext(Bytes.zeros(16)));
        Bytes all = object.map("counters").lookup(word(1)).orElseThrow();
        long sum = 0;
        var longs = all.buffer(ByteOrder.nativeOrder()).asLongBuffer();
        while (longs.hasRemaining()) {
            sum += longs.get();
        }
        assertThat(sum).isEqualTo(22);
    }

    @Test
    void queueIsTakenFrom() {
        BpfMap queue = object.map("queue");
        queue.put(Bytes.empty(), word(5));
        queue.put(Bytes.empty(), word(6));
        assertThat(queue.take(Bytes.empty())).contains(word(5));
        assertThat(queue.take(Bytes.empty())).contains(word(6));
        assertThat(queue.take(Bytes.empty())).isEmpty();
    }

    @Test
    void arrayIsSharedMemory() {
        MemorySegment memory = object.map("mapped").memory().orElseThrow();
        memory.setAtIndex(ValueLayout.JAVA_LONG, 599, 42);
        assertThat(object.map("mapped").lookup(word(599))).contains(Objects.words(42, 0));
        object.map("mapped").put(word(0), Objects.words(7, 0));
        assertThat(memory.get(ValueLayout.JAVA_LONG, 0)).isEqualTo(7);
        assertThat(object.map("table").memory()).isEmpty();
    }

    @Test
    void frozenMapCannotBeWritten() {
        VariableView constant = object.variable("constant");
        assertThat(constant.getLong()).isEqualTo(11);
        assertThatThrownBy(() -> constant.setLong(12))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> object.map(".rodata").put(word(0), Bytes.zeros(8)))
                .isInstanceOf(PermissionException.class);
    }

    @Test
    void variablesAreWrittenLive() {
        VariableView calls = object.variable("tail_calls");
        calls.setLong(40);
        object.program("caller").testRun(TestRun.Input.ofData(filter()));
        assertThat(calls.getLong()).isEqualTo(41);
        calls.set(Objects.words(1, 1));
        assertThat(calls.get()).isEqualTo(Objects.words(1, 1));
    }

    @Test
    void programArrayIsFilled() {
        TestRun run = object.program("caller").testRun(TestRun.Input.ofData(filter()));
        assertThat(run.result()).isEqualTo(77);
        assertThat(run.data()).isEqualTo(filter());
    }

    @Test
    void mapOfMapsIsFilled() {
        TestRun run = object.program("nested").testRun(TestRun.Input.ofData(filter()));
        assertThat(run.result()).isZero();
        assertThat(object.map("second").lookup(word(0))).contains(Objects.words(99, 0));
        assertThat(object.map("first").lookup(word(0))).contains(Objects.words(0, 0));
    }

    @Test
    void kernelAccountsForMemory() {
        assertThat(object.map("table").lockedBytes()).isBetween(20_000L * 8, 10_000_000L);
        assertThat(object.lockedBytes()).isGreaterThan(object.map("table").lockedBytes());
        assertThat(object.map("table").id()).isPositive();
    }

    @Test
    void pinnedMapIsShared() throws SystemCallException {
        Host host = Host.running();
        try (DetachedMount bpffs = DetachedMount.open(host.syscalls(), host.descriptors(), "bpf")) {
            Path directory = Path.of(bpffs.path());
            LoadOptions pinned = LoadOptions.defaults().withPinDirectory(directory);
            try (BpfObject one = BpfObject.load(MAPS, kernel, pinned)) {
                one.map("shared").put(word(0), Objects.words(5, 6));
            }
            try (BpfObject two = BpfObject.load(MAPS, kernel, pinned);
                    BpfMap same = BpfMap.openPinned(directory.resolve("shared"), kernel)) {
                assertThat(two.map("shared").lookup(word(0))).contains(Objects.words(5, 6));
                assertThat(same.id()).isEqualTo(two.map("shared").id());
                assertThat(same.spec().type()).isEqualTo(MapType.ARRAY);
            }
            ObjectSpec larger = MAPS.withMap(MAPS.map("shared").withMaxEntries(9));
            assertThatThrownBy(() -> BpfObject.load(larger, kernel, pinned))
                    .hasMessage(
                            "use pinned map %s/shared: it has max entries 1 instead of 9"
                                    .formatted(directory));
        }
    }

    @Test
    void pinOutsideOfBpffs() {
        assertThatThrownBy(() -> object.map("table").pin(Path.of("/tmp/jig-no-such-pin")))
                .hasMessage("pin map table to /tmp/jig-no-such-pin: not on a bpf file system");
    }

    @Test
    void mapOfTheCallersTakesThePlace() {
        MapSpec small = MapSpec.of("mine", MapType.ARRAY, 4, 8, 2);
        try (BpfMap mine = BpfMap.create(small, kernel)) {
            LoadOptions options = LoadOptions.defaults().withReplacements(Map.of("first", mine));
            try (BpfObject borrowing = BpfObject.load(MAPS, kernel, options)) {
                assertThat(borrowing.map("first")).isSameAs(mine);
            }
            assertThat(mine.lookup(word(0))).isPresent();
            LoadOptions wrong = LoadOptions.defaults().withReplacements(Map.of("table", mine));
            assertThatThrownBy(() -> BpfObject.load(MAPS, kernel, wrong))
                    .hasMessage(
                            "use map table: it has type 2 instead of 1, "
                                    + "max entries 2 instead of 20000");
        }
    }

    @Test
    void closedMapSaysSo() {
        BpfMap table = object.map("table");
        object.close();
        object.close();
        assertThatThrownBy(() -> table.lookup(word(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("use map table: it is closed");
    }

    @Test
    void mapWithoutSize() {
        MapSpec none = MapSpec.of("none", MapType.HASH, 4, 4, 0);
        assertThatThrownBy(() -> BpfMap.create(none, kernel))
                .hasMessage(
                        "create map none: the object gives it no size "
                                + "(set max_entries before loading)");
    }
}
