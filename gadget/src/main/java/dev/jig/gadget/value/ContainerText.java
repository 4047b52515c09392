// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jig.container.Container;
import dev.jig.container.Unnamed;
import dev.jig.gadget.names.NameSource;
import dev.jig.gadget.schema.ContainerFact;
import dev.jig.gadget.schema.FieldType.OfContainer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A fact about an event's container.
///
/// @param offset of the mount namespace
/// @param texts remembers what was worked out
public record ContainerText(
        int offset, ContainerFact fact, Encoding encoding, NameSource names, ByNamespace texts)
        implements FieldWriter {
    /// Longer texts are cut.
    private static final int USUAL_BYTES = 512;

    private static final int LABELS_BYTES = 4096;

    static ContainerText of(OfContainer type, Encoding encoding, NameSource names) {
        ContainerFact fact = type.fact();
        ByNamespace texts =
                new ByNamespace((container, why) -> text(fact, encoding, container, why));
        return new ContainerText(type.offset(), fact, encoding, names, texts);
    }

    /// What is written for a container.
    ///
    /// @param container null if there is none
    /// @param why there is no name
    public byte[] text(@Nullable Container container, Unnamed why) {
        return text(fact, encoding, container, why);
    }

    private static byte[] text(
            ContainerFact fact, Encoding encoding, @Nullable Container container, Unnamed why) {
        byte[] utf8 = fact.text(container, why).getBytes(UTF_8);
        byte[] encoded = encoding.encode(utf8);
        int most = textBytes(fact);
        return encoded.length <= most
                ? encoded
                : encoding.encode(Arrays.copyOf(utf8, most / Encoding.MAX_GROWTH));
    }

    private static int textBytes(ContainerFact fact) {
        return fact == ContainerFact.POD_LABELS ? LABELS_BYTES : USUAL_BYTES;
    }

    @Override
    public long write(long record, int length, long out) {
        byte[] text = texts.of(Memory.longInteger(record + offset), names.containers());
        return Memory.copy(text, text.length, out);
    }

    @Override
    public int maxBytes() {
        return textBytes(fact) + Memory.SLACK;
    }
}
