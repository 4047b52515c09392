// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.container.Container;
import dev.jig.container.Unnamed;
import dev.jig.gadget.names.NameSource;
import dev.jig.gadget.value.ByNamespace;
import dev.jig.gadget.value.ContainerText;
import dev.jig.gadget.value.FieldWriter;
import dev.jig.gadget.value.Literal;
import dev.jig.gadget.value.Memory;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Facts about an event's container that stand together, with the texts between them: they are put
/// together once for a container and then copied as one.
record ContainerGroup(int offset, NameSource names, ByNamespace texts, int maxBytes)
        implements FieldWriter {

    /// Puts steps that follow one another together where that is possible.
    static List<DocumentPlan.Step> fuse(List<DocumentPlan.Step> steps) {
        List<DocumentPlan.Step> fused = new ArrayList<>();
        for (int i = 0; i < steps.size(); ) {
            int end = endOfGroup(steps, i);
            fused.add(end - i > 1 ? fused(steps.subList(i, end)) : steps.get(i));
            i = end;
        }
        return fused;
    }

    private static int endOfGroup(List<DocumentPlan.Step> steps, int from) {
        int end = from + 1;
        if (steps.get(from).value() instanceof ContainerText first) {
            while (end < steps.size()
                    && steps.get(end).value() instanceof ContainerText next
                    && next.offset() == first.offset()) {
                end++;
            }
        }
        return end;
    }

    private static DocumentPlan.Step fused(List<DocumentPlan.Step> steps) {
        List<byte[]> before = new ArrayList<>();
        List<ContainerText> values = new ArrayList<>();
        int most = Memory.SLACK;
        for (DocumentPlan.Step step : steps) {
            before.add(values.isEmpty() ? new byte[0] : bytes(step.before()));
            values.add((ContainerText) step.value());
            most = Math.addExact(most, step.maxBytes());
        }
        ContainerText first = values.getFirst();
        ByNamespace texts =
                new ByNamespace((container, why) -> text(before, values, container, why));
        return new DocumentPlan.Step(
                steps.getFirst().before(),
                new ContainerGroup(first.offset(), first.names(), texts, most));
    }

    private static byte[] bytes(Literal text) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(text.maxBytes());
            text.write(memory.address());
            return memory.asSlice(0, text.length()).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    private static byte[] text(
            List<byte[]> before,
            List<ContainerText> values,
            @Nullable Container container,
            Unnamed why) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < values.size(); i++) {
            all.writeBytes(before.get(i));
            all.writeBytes(values.get(i).text(container, why));
        }
        return all.toByteArray();
    }

    @Override
    public long write(long record, int length, long out) {
        byte[] text = texts.of(Memory.longInteger(record + offset), names.containers());
        return Memory.copy(text, text.length, out);
    }
}
