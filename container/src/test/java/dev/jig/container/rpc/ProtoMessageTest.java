// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProtoMessageTest {
    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Test
    void readsWhatIsWritten() throws IOException {
        byte[] written = new ProtoWriter().text(1, "id").flag(2, true).text(300, "x").bytes();
        ProtoMessage message = ProtoMessage.of(written);
        assertThat(message.text(1)).isEqualTo("id");
        assertThat(message.number(2)).isEqualTo(1);
        assertThat(message.text(300)).isEqualTo("x");
        assertThat(message.text(7)).isEmpty();
        assertThat(message.number(7)).isZero();
        assertThat(message.message(7).text(1)).isEmpty();
    }

    @Test
    void readsMapsAndSkipsFixedNumbers() throws IOException {
        byte[] map = bytes(0x0d, 1, 2, 3, 4, 0x12, 6, 0x0a, 1, 'k', 0x12, 1, 'v');
        assertThat(ProtoMessage.of(map).texts(2)).containsEntry("k", "v").hasSize(1);
    }

    @Test
    void damagedMessagesAreRefused() {
        for (byte[] damaged :
                new byte[][] {
                    bytes(0x0a),
                    bytes(0x0a, 5, 1),
                    bytes(0x08, 0x80),
                    bytes(0x0b),
                    bytes(0x02, 0),
                    bytes(0x08, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1)
                }) {
            assertThatThrownBy(() -> ProtoMessage.of(damaged)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void anyBytesAreReadOrRefused() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] any = new byte[random.nextInt(40)];
            random.nextBytes(any);
            try {
                ProtoMessage message = ProtoMessage.of(any);
                message.text(1);
                message.texts(2);
            } catch (IOException refused) {
                assertThat(refused).hasMessageContaining("protobuf");
            }
        }
    }
}
