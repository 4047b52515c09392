// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.stack;

import dev.jig.gadget.stack.AddressSpace.Identity;
import dev.jig.gadget.stack.AddressSpace.Mapping;
import dev.jig.gadget.stack.ProcessFiles.Found;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The memory of processes whose stacks are shown. Files are read by a thread of its own, one
/// request at a time; everybody else looks at what it has found, without a lock. Both what is kept
/// of processes and of files is bounded.
final class Processes implements AutoCloseable {
    private static final int PLACES = 512;
    private static final int SHIFT = 64 - 9;
    private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

    /// Symbols of all files together.
    private static final int MAX_BYTES = 20 << 20;

    private static final int MAX_MODULES = 1000;

    /// What was not there a moment ago is not looked for again.
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long LONGEST_END_MILLIS = 1000;

    private final ProcessFiles files;
    private final Runnable changed;
    private final AtomicReferenceArray<@Nullable AddressSpace> known =
            new AtomicReferenceArray<>(PLACES);
    private final Map<String, Module> modules = new HashMap<>();
    private final Thread reader;
    private int moduleBytes;
    private @Nullable Request asked;
    private volatile boolean busy;
    private boolean closed;

    private static final class Request {
        final Identity identity;
        final long[] addresses;

        Request(Identity identity, long[] addresses) {
            this.identity = identity;
            this.addresses = addresses;
        }
    }

    /// @param changed called by the thread that reads whenever something is known that was not
    Processes(ProcessFiles files, Runnable changed) {
        this.files = files;
        this.changed = changed;
        this.reader = Thread.ofPlatform().daemon().name("jig-stacks").start(this::serve);
    }

    /// What is known of an execution, null if nothing is. Allocates nothing.
    @Nullable AddressSpace find(int pid, long startCode, long startStack) {
        AddressSpace space = known.get(place(pid, startCode));
        return space != null && space.is(pid, startCode, startStack) ? space : null;
    }

    private static int place(int pid, long startCode) {
        return (int) (((startCode ^ pid) * SPREAD) >>> SHIFT);
    }

    /// Whether all is known of some addresses that can be known; otherwise somebody finds out.
    /// Never waits for it.
    ///
    /// @param addresses only the first `count` are of the stack
    boolean ready(int pid, long startCode, long startStack, long[] addresses, int count) {
        AddressSpace space = find(pid, startCode, startStack);
        if (space != null && covers(space, addresses, count)) {
            return true;
        }
        if (!busy) {
            ask(pid, startCode, startStack, addresses, count);
        }
        return false;
    }

    private static boolean covers(AddressSpace space, long[] addresses, int count) {
        if (space.gone()) {
            return true;
        }
        boolean fresh = System.nanoTime() - space.readAt() < FRESH_NANOS;
        for (int i = 0; i < count; i++) {
            Mapping mapping = space.at(addresses[i]);
            if (mapping == null ? !fresh : mapping.isOpen()) {
                return false;
            }
        }
        return true;
    }

    private synchronized void ask(
            int pid, long startCode, long startStack, long[] addresses, int count) {
        if (!closed && asked == null) {
            long[] copy = Arrays.copyOf(addresses, count);
            asked = new Request(new Identity(pid, startCode, startStack), copy);
            busy = true;
            notifyAll();
        }
    }

    private void serve() {
        try {
            while (true) {
                Request request = take();
                if (request == null) {
                    return;
                }
                try {
                    answer(request);
                } finally {
                    done();
                }
                changed.run();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Request take() throws InterruptedException {
        while (asked == null && !closed) {
            wait();
        }
        return closed ? null : asked;
    }

    private synchronized void done() {
        asked = null;
        busy = false;
        notifyAll();
    }

    private void answer(Request request) {
        Identity identity = request.identity;
        AddressSpace space = find(identity.pid(), identity.startCode(), identity.startStack());
        if (space == null || hasGap(space, request.addresses)) {
            AddressSpace now = files.read(identity, System.nanoTime());
            space = space == null || !now.gone() ? now : space; // what was known stays true
        }
        List<Mapping> mappings = new ArrayList<>(space.mappings());
        for (long address : request.addresses) {
            Mapping mapping = space.at(address);
            if (mapping != null && mapping.isOpen()) {
                mappings.replaceAll(m -> m.start() == mapping.start() ? looked(identity, m) : m);
            }
        }
        AddressSpace better = new AddressSpace(identity, mappings, space.gone(), System.nanoTime());
        known.set(place(identity.pid(), identity.startCode()), better);
    }

    private static boolean hasGap(AddressSpace space, long[] addresses) {
        for (long address : addresses) {
            if (space.at(address) == null) {
                return true;
            }
        }
        return false;
    }

    private Mapping looked(Identity identity, Mapping mapping) {
        return mapping.isOpen() ? mapping.with(module(identity, mapping)) : mapping;
    }

    private Module module(Identity identity, Mapping mapping) {
        Optional<Found> file = files.file(identity, mapping);
        if (file.isEmpty()) {
            return Module.UNKNOWN;
        }
        String key = file.get().key();
        Module found = modules.get(key);
        if (found == null) {
            found = ProcessFiles.module(file.get().path());
            remember(key, found);
        }
        return found;
    }

    /// If there is no room, everything is forgotten: what is needed is read again.
    private void remember(String key, Module module) {
        moduleBytes += module.symbols().bytes();
        if (moduleBytes > MAX_BYTES || modules.size() >= MAX_MODULES) {
            modules.clear();
            for (int i = 0; i < PLACES; i++) {
                known.set(i, null);
            }
            moduleBytes = module.symbols().bytes();
        }
        modules.put(key, module);
    }

    /// Waits until nothing is being found out, or for so long.
    synchronized void await(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            while (asked != null && !closed) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    return;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends the thread; one that hangs in a file system is left behind.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        reader.interrupt();
        try {
            reader.join(LONGEST_END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
