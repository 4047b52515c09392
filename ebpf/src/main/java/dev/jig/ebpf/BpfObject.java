// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.JigException;
import dev.jig.object.ObjectSpec;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Everything of one object that is in the kernel: maps, programs and the links made through it.
/// Loading is all or nothing; {@link #close()} detaches and closes everything in reverse. Safe for
/// use by several threads; using it after it is closed throws IllegalStateException.
///
/// {@snippet :
/// try (Kernel kernel = Kernel.running();
///         BpfObject object = BpfObject.load(spec, kernel, LoadOptions.defaults());
///         EventReader reader = EventReader.open(object.map("events"))) {
///     object.attachAll();
///     reader.poll(1000, (memory, offset, length) -> System.out.println(length));
/// }
/// }
public final class BpfObject implements AutoCloseable {
    private final ObjectSpec spec;
    private final Map<String, BpfMap> maps;
    private final Map<String, Program> programs;
    private final Map<String, JigException> failures;
    private final Set<String> optional;
    private final Set<BpfMap> borrowed;
    private final Attacher attacher;
    private final KprobeFallback fallback;
    private final List<Link> links = new CopyOnWriteArrayList<>();
    private final Map<String, VariableView> variables = new ConcurrentHashMap<>();
    private boolean closed;

    BpfObject(ObjectLoad load, Kernel kernel) {
        spec = load.spec();
        maps = Collections.unmodifiableMap(new LinkedHashMap<>(load.maps()));
        programs = Collections.synchronizedMap(new LinkedHashMap<>(load.programs()));
        failures = new ConcurrentHashMap<>(load.failures());
        optional = load.options().optional();
        borrowed = Set.copyOf(load.options().replacements().values());
        attacher = new Attacher(kernel, maps);
        fallback = new KprobeFallback(kernel, load);
    }

    /// Creates the maps, relocates and loads the programs that are to be loaded by themselves.
    ///
    /// @throws VerifierException if a program that is not optional is refused
    /// @throws UnsupportedException if this kernel lacks something the object needs
    /// @throws PermissionException if the process may not load eBPF
    /// @throws KernelException if the kernel refuses anything else
    public static BpfObject load(ObjectSpec spec, Kernel kernel, LoadOptions options) {
        return new ObjectLoad(spec, kernel, options).load();
    }

    /// What was loaded, after changes such as another type of ring buffer map.
    public ObjectSpec spec() {
        return spec;
    }

    /// @throws IllegalArgumentException if the object has no such map
    public BpfMap map(String name) {
        return present(maps.get(name), "map", name);
    }

    /// All maps by name, in the order of the object.
    public Map<String, BpfMap> maps() {
        return maps;
    }

    /// @throws IllegalArgumentException if no such program was loaded
    public Program program(String name) {
        return present(programs.get(name), "loaded program", name);
    }

    /// The loaded programs by name, in the order of the object.
    public Map<String, Program> programs() {
        synchronized (programs) {
            return Collections.unmodifiableMap(new LinkedHashMap<>(programs));
        }
    }

    /// Why optional programs were not loaded or not attached, by program.
    public Map<String, JigException> failures() {
        return Map.copyOf(failures);
    }

    /// Attaches a program to what its section names. The object owns the link; closing it earlier
    /// is allowed.
    ///
    /// @throws AttachException if the kernel has no such target or refuses
    /// @throws UnsupportedException if this kernel or jig has no such mechanism
    /// @throws PermissionException if the process may not attach
    public Link attach(String program) {
        return attach(program, AttachTarget.of(program(program).spec()));
    }

    /// Attaches a program to something else; may be called several times.
    ///
    /// @throws AttachException if the kernel has no such target or refuses
    /// @throws UnsupportedException if this kernel has no such mechanism
    /// @throws PermissionException if the process may not attach
    public Link attach(String program, AttachTarget target) {
        Program loaded = program(program);
        if (loaded.kprobe() == null) {
            return keep(attacher.attach(loaded, target));
        }
        if (target instanceof AttachTarget.Kprobe) {
            Program kprobe = replace(loaded, "it is attached to another function");
            return keep(attacher.attach(kprobe, target));
        }
        return attachTrampoline(loaded, target);
    }

    /// Loading a trampoline's program does not tell whether it can be attached: of functions with
    /// more than six arguments it can from 6.7 on.
    private Link attachTrampoline(Program program, AttachTarget target) {
        try {
            return keep(attacher.attach(program, target));
        } catch (AttachException | KernelException | UnsupportedException refusal) {
            String reason =
                    refusal instanceof AttachException attach
                            ? KernelException.fact(attach.errno())
                            : String.valueOf(refusal.getMessage());
            Program kprobe = replace(program, reason);
            return keep(attacher.attach(kprobe, AttachTarget.of(kprobe.spec())));
        }
    }

    private Program replace(Program trampoline, String reason) {
        Program kprobe = fallback.load(trampoline, reason);
        programs.put(kprobe.name(), kprobe);
        trampoline.close();
        return kprobe;
    }

    private synchronized Link keep(Link link) {
        if (closed) {
            link.close();
            throw new IllegalStateException("attach program " + link.program() + ": closed");
        }
        links.add(link);
        return link;
    }

    /// Attaches every loaded program that is not attached, several at a time, those for the end of
    /// a call before those for its beginning. Failures of optional programs are kept in {@link
    /// #failures()}; any other failure detaches what this call has attached and is thrown.
    public void attachAll() {
        Map<String, AttachTarget> targets = new LinkedHashMap<>();
        for (Program program : programs().values()) {
            if (!attached(program.name()) && !failures.containsKey(program.name())) {
                targets.put(program.name(), AttachTarget.of(program.spec()));
            }
        }
        attachAll(targets);
    }

    private boolean attached(String program) {
        return links().stream().anyMatch(link -> link.program().equals(program));
    }

    /// {@link #attachAll()} for some programs, each to a target of the caller's.
    public void attachAll(Map<String, AttachTarget> targets) {
        List<Link> made = new CopyOnWriteArrayList<>();
        try {
            for (List<Map.Entry<String, AttachTarget>> group : AttachOrder.groups(targets)) {
                Parallel.forEach(group, entry -> attachOne(entry, made));
            }
        } catch (RuntimeException | Error failure) {
            Parallel.forEach(made, Link::close);
            throw failure;
        }
    }

    private void attachOne(Map.Entry<String, AttachTarget> wanted, List<Link> made) {
        try {
            made.add(attach(wanted.getKey(), wanted.getValue()));
        } catch (JigException failure) {
            if (!optional.contains(wanted.getKey())) {
                throw failure;
            }
            failures.put(wanted.getKey(), failure);
        }
    }

    /// The links that are open.
    public Collection<Link> links() {
        return links.stream().filter(Link::open).toList();
    }

    /// Closes all links, several at a time: the kernel waits for each until no CPU runs the
    /// program. No program fires after that.
    public void detachAll() {
        Parallel.forEach(links.reversed(), Link::close);
        links.removeIf(link -> !link.open());
    }

    /// A global variable, live.
    ///
    /// @throws IllegalArgumentException if the object has no such variable
    public VariableView variable(String name) {
        return variables.computeIfAbsent(
                name, key -> new VariableView(spec.variable(key), map(spec.variable(key).map())));
    }

    /// Names of the object's variables.
    public Set<String> variables() {
        return spec.variables().keySet();
    }

    /// Kernel memory that all maps hold, in bytes.
    public long lockedBytes() {
        return maps.values().stream().mapToLong(BpfMap::lockedBytes).sum();
    }

    /// Detaches and closes everything, in reverse; closing twice does nothing.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        try {
            detachAll();
        } finally {
            programs().values().forEach(Program::close);
            maps.values().stream().filter(map -> !borrowed.contains(map)).forEach(BpfMap::close);
        }
    }

    private static <T> T present(@Nullable T value, String what, String name) {
        if (value == null) {
            throw new IllegalArgumentException("no " + what + " " + name + " in the object");
        }
        return value;
    }
}
