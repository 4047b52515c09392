// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.gadget.metadata.GadgetMetadata;
import dev.jig.object.JigException;
import dev.jig.object.ObjectReader;
import dev.jig.object.ObjectSpec;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A damaged object either is a gadget or is refused by our own exception with one line.
class GadgetMutationTest {
    private static final int ROUNDS = 400 * Integer.getInteger("jig.effort", 1);
    private static final long SEED = 20261121;

    @ParameterizedTest
    @ValueSource(strings = {"every_type", "every_param", "iterators"})
    void damageIsRefusedCleanly(String name) throws IOException {
        byte[] whole = bytes(name);
        Random random = new Random(SEED);
        int opened = 0;
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = damage(whole, random);
            try {
                ObjectSpec object = ObjectReader.read("damaged", damaged);
                GadgetSpec.of("damaged", object, GadgetMetadata.named("damaged"));
                opened++;
            } catch (JigException e) {
                refused++;
                assertThat(e.getMessage()).doesNotContain("\n");
            }
        }
        assertThat(opened).isGreaterThan(ROUNDS / 20);
        assertThat(refused).isGreaterThan(ROUNDS / 20);
    }

    private static byte[] bytes(String name) throws IOException {
        String resource = "/bpf/" + name + ".bpf.o";
        try (InputStream in = GadgetMutationTest.class.getResourceAsStream(resource)) {
            return in.readAllBytes();
        }
    }

    private static byte[] damage(byte[] whole, Random random) {
        byte[] damaged = whole.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(damaged.length);
            switch (random.nextInt(3)) {
                case 0 -> damaged[at] = (byte) random.nextInt();
                case 1 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
                default -> damaged[at] = (byte) (damaged[at] + random.nextInt(3) - 1);
            }
        }
        return damaged;
    }
}
