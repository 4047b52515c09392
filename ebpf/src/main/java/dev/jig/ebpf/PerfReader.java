// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.ebpf.sys.Descriptors;
import dev.jig.ebpf.sys.Host;
import dev.jig.ebpf.sys.Mapping;
import dev.jig.ebpf.sys.PerfEventAttr;
import dev.jig.ebpf.sys.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Reads the perf buffers of all online CPUs, one CPU after another.
final class PerfReader implements EventReader {
    /// Pages of data a CPU.
    private static final int PAGES = 64;

    private final Undo undo;
    private final Waiter waiter;
    private final PerfMemory[] buffers;

    private PerfReader(Undo undo, Waiter waiter, List<PerfMemory> buffers) {
        this.undo = undo;
        this.waiter = waiter;
        this.buffers = buffers.toArray(new PerfMemory[0]);
    }

    static PerfReader open(BpfMap map) {
        Undo undo = new Undo();
        try {
            return open(map, undo);
        } catch (SystemCallException failure) {
            undo.close();
            throw Failures.of(map.kernel(), "open reader of map", map.name(), -failure.errno());
        } catch (RuntimeException | Error failure) {
            undo.close();
            throw failure;
        }
    }

    private static PerfReader open(BpfMap map, Undo undo) throws SystemCallException {
        Arena arena = Arena.ofShared();
        undo.add(arena::close);
        MemorySegment scratch = arena.allocate(PerfMemory.LARGEST_RECORD, 8);
        Waiter waiter = Waiter.open(map.kernel().host());
        undo.add(waiter::close);
        List<PerfMemory> buffers = new ArrayList<>();
        for (int cpu : map.kernel().onlineCpus()) {
            long event = PerfEventAttr.bpfOutput().open(map.kernel().host().syscalls(), -1, cpu);
            if (Errno.of(-event) != Errno.ENODEV) {
                buffers.add(open(map, undo, cpu, checked(event), scratch));
                waiter.add((int) event);
            }
        }
        return new PerfReader(undo, waiter, buffers);
    }

    /// The event is put into the map where programs on that CPU look for it: at the CPU's number.
    private static PerfMemory open(BpfMap map, Undo undo, int cpu, int event, MemorySegment scratch)
            throws SystemCallException {
        Host host = map.kernel().host();
        undo.add(() -> host.descriptors().close(event));
        long page = map.kernel().pageSize();
        int protection = Descriptors.PROT_READ | Descriptors.PROT_WRITE;
        long address =
                host.descriptors()
                        .map(0, (1 + PAGES) * page, protection, Descriptors.MAP_SHARED, event, 0);
        Mapping mapping = host.descriptors().adopt(checkedAddress(address), (1 + PAGES) * page);
        undo.add(mapping::close);
        checked(host.descriptors().ioctl(event, PerfEventAttr.ENABLE, 0));
        map.put(Words.of(cpu), Words.of(event));
        undo.add(() -> remove(map, cpu));
        return new PerfMemory(mapping.segment(), page, PAGES * page, scratch);
    }

    /// The slot goes with the map if that was closed before.
    private static void remove(BpfMap map, int cpu) {
        if (map.open()) {
            map.delete(Words.of(cpu));
        }
    }

    private static int checked(long result) throws SystemCallException {
        return (int) checkedAddress(result);
    }

    private static long checkedAddress(long result) throws SystemCallException {
        if (result < 0) {
            throw new SystemCallException("perf buffer", (int) -result);
        }
        return result;
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
        int delivered = 0;
        for (PerfMemory buffer : buffers) {
            delivered += buffer.drain(handler);
        }
        return delivered;
    }

    @Override
    public void wake() {
        waiter.wake();
    }

    @Override
    public long lost() {
        long lost = 0;
        for (PerfMemory buffer : buffers) {
            lost += buffer.lost();
        }
        return lost;
    }

    @Override
    public void close() {
        undo.close();
    }
}
