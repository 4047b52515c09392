// SPDX-License-Identifier: Apache-2.0
package dev.jig.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.metadata.GadgetMetadata;
import dev.jig.image.coverage.Coverage;
import dev.jig.image.diff.GadgetDiff;
import dev.jig.image.document.JsonText;
import dev.jig.image.document.YamlText;
import dev.jig.image.info.BtfWords;
import dev.jig.image.info.DataSourceFacts;
import dev.jig.image.info.ExtraInfo;
import dev.jig.image.memory.MapMemory;
import dev.jig.image.need.Needs;
import dev.jig.image.page.Page;
import dev.jig.image.page.Picture;
import dev.jig.image.resolve.ResolvedDiagram;
import dev.jig.object.Bytes;
import dev.jig.object.JigException;
import dev.jig.object.MapSpec;
import dev.jig.object.MapType;
import dev.jig.object.ObjectReader;
import dev.jig.object.ObjectSpec;
import dev.jig.object.btf.Btf;
import dev.jig.object.core.CoreTargets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a file says, it is read or refused in one line: nothing else is thrown, and nothing
/// takes long.
final class DamagedObjectsTest {
    private static final MapMemory MEMORY = new MapMemory(8, 4096);
    private static final CoreTargets NO_KERNEL = CoreTargets.of(Btf.empty(ByteOrder.LITTLE_ENDIAN));
    private static final int ROUNDS = 400;

    @ParameterizedTest
    @ValueSource(strings = {"diagram_rules", "listing"})
    void survivesChangedBytes(String name) {
        byte[] file = bytes(name);
        Random random = new Random(name.hashCode());
        Assertions.assertTimeoutPreemptively(
                Duration.ofMinutes(3),
                () -> {
                    int read = 0;
                    for (int round = 0; round < ROUNDS; round++) {
                        byte[] damaged = file.clone();
                        for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                        }
                        read += tells(damaged) ? 1 : 0;
                    }
                    assertThat(read).isBetween(1, ROUNDS);
                });
    }

    @Test
    void cutFilesAreRefused() {
        byte[] file = bytes("listing");
        for (int length = 0; length < file.length; length += 37) {
            assertThat(tells(Arrays.copyOf(file, length))).isFalse();
        }
    }

    /// Structures that point to themselves, and numbers of no type.
    @Test
    void everyTypeHasWords() {
        ObjectSpec rules = CompiledDiagramTest.compiled("diagram_rules");
        Btf btf = rules.btf();
        for (int type = 0; type < btf.typeCount(); type++) {
            assertThat(BtfWords.of(btf, type)).doesNotContain("\n");
        }
        assertThat(BtfWords.of(btf, Integer.MAX_VALUE)).isEmpty();
        assertThat(BtfWords.of(btf, -1)).isEmpty();
    }

    @Test
    void hugeCountsAreNotAddedUpToNonsense() {
        MapSpec huge = MapSpec.of("huge", MapType.PERCPU_HASH, -1, -1, -1);
        for (MapType type : MapType.values()) {
            long bytes = MEMORY.of(huge.retyped(type, -1, -1, -1));
            assertThat(bytes).as(type.name()).isPositive().isLessThan(Long.MAX_VALUE / 2);
        }
    }

    /// Everything that `jig image` says of an object; false if the file is refused.
    private static boolean tells(byte[] file) {
        ObjectSpec object;
        GadgetSpec gadget;
        try {
            object = ObjectReader.read("damaged", file);
            gadget = GadgetSpec.of("damaged", object, GadgetMetadata.named("damaged"));
        } catch (JigException refused) {
            assertThat(refused.getMessage()).isNotBlank().doesNotContain("\n");
            return false;
        }
        for (ExtraInfo info : ExtraInfo.values()) {
            assertThat(JsonText.compact(info.described(object))).isNotEmpty();
            assertThat(YamlText.of(info.described(object))).isNotEmpty();
        }
        assertThat(JsonText.pretty(DataSourceFacts.of(gadget))).isNotEmpty();
        assertThat(Needs.of(object, Set.of()).minimum()).isNotNull();
        assertThat(MEMORY.of(object)).isNotNegative();
        Diagram diagram = Diagram.of(object);
        assertThat(Picture.of(diagram, object)).isNotEmpty();
        assertThat(Page.of("damaged", "", diagram, object)).isNotEmpty();
        assertThat(GadgetDiff.of(gadget, gadget, MEMORY).changes()).isEmpty();
        counts(object);
        resolves(object);
        return true;
    }

    private static void counts(ObjectSpec object) {
        Coverage coverage = Coverage.of(object, NO_KERNEL);
        Bytes values = Bytes.zeros(coverage.object().map(Coverage.MAP).valueSize());
        Diagram none = coverage.diagram(values, object.programs().keySet());
        assertThat(none.edges()).allMatch(Edge::never);
    }

    private static void resolves(ObjectSpec object) {
        try {
            assertThat(ResolvedDiagram.of(object, NO_KERNEL).maps()).doesNotContain("");
        } catch (JigException refused) {
            assertThat(refused.getMessage()).isNotBlank().doesNotContain("\n");
        }
    }

    private static byte[] bytes(String name) {
        String path = "/bpf/" + name + ".bpf.o";
        try (InputStream in =
                Objects.requireNonNull(DamagedObjectsTest.class.getResourceAsStream(path), path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
