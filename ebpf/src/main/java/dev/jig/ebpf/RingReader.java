// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.ebpf.sys.Descriptors;
import dev.jig.ebpf.sys.Host;
import dev.jig.ebpf.sys.Mapping;
import dev.jig.ebpf.sys.SystemCallException;

/// Reads a ring buffer without copying.
final class RingReader implements EventReader {
    private final Mapping mapping;
    private final RingMemory ring;
    private final Waiter waiter;
    private boolean reading;

    private RingReader(Mapping mapping, RingMemory ring, Waiter waiter) {
        this.mapping = mapping;
        this.ring = ring;
        this.waiter = waiter;
    }

    static RingReader open(BpfMap map) {
        Kernel kernel = map.kernel();
        Host host = kernel.host();
        long page = kernel.pageSize();
        long size = map.spec().maxEntries();
        Mapping mapping = map(map, host.descriptors(), page, 2 * page + 2 * size);
        try {
            RingMemory ring = new RingMemory(mapping.segment(), page, size);
            Waiter waiter = Waiter.open(host);
            try {
                waiter.add(map.fd());
                return new RingReader(mapping, ring, waiter);
            } catch (SystemCallException failure) {
                waiter.close();
                throw failure;
            }
        } catch (SystemCallException failure) {
            mapping.close();
            throw Failures.of(kernel, "open reader of map", map.name(), -failure.errno());
        }
    }

    /// The kernel lets only the first page be written to, and only if it is mapped alone. So
    /// everything is mapped for reading, and the first page once more over itself.
    private static Mapping map(BpfMap map, Descriptors descriptors, long page, long total) {
        long address =
                descriptors.map(
                        0, total, Descriptors.PROT_READ, Descriptors.MAP_SHARED, map.fd(), 0);
        if (address < 0) {
            throw Failures.of(map.kernel(), "map ring buffer", map.name(), address);
        }
        Mapping mapping = descriptors.adopt(address, total);
        long consumer =
                descriptors.map(
                        address,
                        page,
                        Descriptors.PROT_READ | Descriptors.PROT_WRITE,
                        Descriptors.MAP_SHARED | Descriptors.MAP_FIXED,
                        map.fd(),
                        0);
        if (consumer < 0) {
            mapping.close();
            throw Failures.of(map.kernel(), "map ring buffer", map.name(), consumer);
        }
        return mapping;
    }

    @Override
    public int poll(long timeoutMillis, EventHandler handler) {
        if (waiter.pausing(timeoutMillis)) {
            int gathered = noted(drain(handler));
            if (gathered > 0) {
                return gathered;
            }
        }
        waiter.await(timeoutMillis);
        return noted(drain(handler));
    }

    private int noted(int events) {
        waiter.read(events);
        return events;
    }

    @Override
    public int drain(EventHandler handler) {
        reading = true;
        try {
            return ring.drain(handler);
        } finally {
            reading = false;
        }
    }

    @Override
    public void wake() {
        waiter.wake();
    }

    @Override
    public long lost() {
        return 0;
    }

    @Override
    public void close() {
        if (reading) {
            throw new IllegalStateException("close reader: its handler is still at work");
        }
        waiter.close();
        mapping.close();
    }
}
