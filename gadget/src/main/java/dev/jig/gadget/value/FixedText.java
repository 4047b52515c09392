// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/// The same text for every event.
final class FixedText implements FieldWriter {
    /// Longer texts are cut.
    private static final int MAX_BYTES = 4096;

    private final byte[] encoded;

    private FixedText(byte[] encoded) {
        this.encoded = encoded;
    }

    static FixedText of(String text, Encoding encoding) {
        byte[] utf8 = text.getBytes(UTF_8);
        byte[] kept = utf8.length <= MAX_BYTES ? utf8 : Arrays.copyOf(utf8, MAX_BYTES);
        return new FixedText(encoding.encode(kept));
    }

    @Override
    public long write(long record, int length, long out) {
        return Memory.copy(encoded, encoded.length, out);
    }

    @Override
    public int maxBytes() {
        return encoded.length + Memory.SLACK;
    }
}
