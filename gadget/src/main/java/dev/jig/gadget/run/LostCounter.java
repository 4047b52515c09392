// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.ebpf.BpfMap;
import dev.jig.ebpf.BpfObject;
import dev.jig.ebpf.EventReader;
import dev.jig.object.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// How many events of a channel were lost since the gadget started.
///
/// The gadget counts them itself, in the variable `MAP_lost_samples`. Objects built for Inspektor
/// Gadget have a per-CPU map of that name in its place, which does not count what a perf buffer
/// drops.
@FunctionalInterface
interface LostCounter {
    String SUFFIX = "_lost_samples";

    long total();

    static LostCounter of(BpfObject object, String map, EventReader reader) {
        String name = map + SUFFIX;
        if (object.variables().contains(name)) {
            return object.variable(name)::getLong;
        }
        BpfMap counter = object.maps().get(name);
        return counter == null ? reader::lost : () -> sum(counter) + reader.lost();
    }

    private static long sum(BpfMap counter) {
        Optional<Bytes> values = counter.lookup(Bytes.zeros(Integer.BYTES));
        ByteBuffer buffer = values.orElse(Bytes.empty()).buffer(ByteOrder.nativeOrder());
        long sum = 0;
        while (buffer.remaining() >= Long.BYTES) {
            sum += buffer.getLong();
        }
        return sum;
    }
}
