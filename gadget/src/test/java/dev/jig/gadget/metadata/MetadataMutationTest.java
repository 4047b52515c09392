// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.gadget.MalformedGadgetException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Damaged metadata either reads as something or is refused by our own exception with one line.
class MetadataMutationTest {
    private static final int ROUNDS = 2000 * Integer.getInteger("jig.effort", 1);
    private static final long SEED = 20261120;
    private static final String NOISE = "{}[]:,&*!|>'\"%@`#-?\n\t \u0000\u00a0\ud83d<<~0aZ";

    private static final String SEED_TEXT =
            """
            name: a
            annotations: {x: 1}
            datasources:
              d:
                fields:
                  f: &f
                    annotations: {description: "t", columns.width: 8}
                  g: *f
            params:
              ebpf:
                v: {key: k, alias: a, defaultValue: 1}
            programs:
              p: {optional: true, fields: [f], when: "!v"}
            maps:
              m: {entriesPerCpu: 64, minEntries: 1024, maxEntries: 8192}
            """;

    @Test
    void damageIsRefusedCleanly() {
        Random random = new Random(SEED);
        int refused = 0;
        long begin = System.nanoTime();
        for (int round = 0; round < ROUNDS; round++) {
            String damaged = damage(random);
            try {
                MetadataReader.read("damaged", damaged);
            } catch (MalformedGadgetException e) {
                refused++;
                assertThat(e.getMessage()).startsWith("read damaged: line ").doesNotContain("\n");
            }
        }
        assertThat(refused).isBetween(ROUNDS / 4, ROUNDS - 1);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(60));
    }

    private static String damage(Random random) {
        StringBuilder text = new StringBuilder(SEED_TEXT);
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(text.length());
            int to = Math.min(text.length(), at + 1 + random.nextInt(12));
            String piece = text.substring(at, to);
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, to);
                case 1 -> text.insert(random.nextInt(text.length() + 1), piece);
                case 2 -> text.setCharAt(at, noise(random));
                default -> text.insert(at, noise(random));
            }
            if (text.isEmpty()) {
                text.append(' ');
            }
        }
        return text.toString();
    }

    private static char noise(Random random) {
        return NOISE.charAt(random.nextInt(NOISE.length()));
    }
}
