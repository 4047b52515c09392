// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.JigException;
import dev.jig.object.ObjectSpec;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/// Everything of one object that is in the kernel: maps, programs and the links made through it.
/// Loading is all or nothing; {@link #close()} detaches and closes everything in reverse. Safe for
/// use by several threads, except that nothing may be used while or after it is closed.
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
    private BpfObject() {}

    /// Creates the maps, relocates and loads the programs that are to be loaded by themselves.
    ///
    /// @throws VerifierException if a program that is not optional is refused
    /// @throws UnsupportedException if this kernel lacks something the object needs
    /// @throws KernelException if the kernel refuses anything else
    public static BpfObject load(ObjectSpec spec, Kernel kernel, LoadOptions options) {
        throw new UnsupportedOperationException("" + spec + options);
    }

    /// What was loaded, after changes such as another type of ring buffer map.
    public ObjectSpec spec() {
        throw new UnsupportedOperationException();
    }

    /// @throws IllegalArgumentException if the object has no such map
    public BpfMap map(String name) {
        throw new UnsupportedOperationException(name);
    }

    /// All maps by name, in the order of the object.
    public Map<String, BpfMap> maps() {
        throw new UnsupportedOperationException();
    }

    /// @throws IllegalArgumentException if no such program was loaded
    public Program program(String name) {
        throw new UnsupportedOperationException(name);
    }

    /// The loaded programs by name, in the order of the object.
    public Map<String, Program> programs() {
        throw new UnsupportedOperationException();
    }

    /// Why optional programs were not loaded or not attached, by program.
    public Map<String, JigException> failures() {
        throw new UnsupportedOperationException();
    }

    /// Attaches a program to what its section names. The object owns the link; closing it earlier
    /// is allowed.
    ///
    /// @throws AttachException if the kernel has no such target or refuses
    public Link attach(String program) {
        throw new UnsupportedOperationException(program);
    }

    /// Attaches a program to something else; may be called several times.
    ///
    /// @throws AttachException if the kernel has no such target or refuses
    public Link attach(String program, AttachTarget target) {
        throw new UnsupportedOperationException(program + target);
    }

    /// Attaches every loaded program that is not attached, several at a time. Failures of optional
    /// programs are kept in {@link #failures()}; any other failure detaches what this call has
    /// attached and is thrown.
    public void attachAll() {
        throw new UnsupportedOperationException();
    }

    /// {@link #attachAll()} for some programs, each to a target of the caller's.
    public void attachAll(Map<String, AttachTarget> targets) {
        throw new UnsupportedOperationException("" + targets);
    }

    /// The links that are open.
    public Collection<Link> links() {
        throw new UnsupportedOperationException();
    }

    /// A global variable, live.
    ///
    /// @throws IllegalArgumentException if the object has no such variable
    public VariableView variable(String name) {
        throw new UnsupportedOperationException(name);
    }

    /// Names of the object's variables.
    public Set<String> variables() {
        throw new UnsupportedOperationException();
    }

    /// Kernel memory that all maps hold, in bytes.
    public long lockedBytes() {
        throw new UnsupportedOperationException();
    }

    /// Detaches and closes everything, in reverse; closing twice does nothing.
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
