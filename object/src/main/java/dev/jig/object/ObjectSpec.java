// SPDX-License-Identifier: Apache-2.0
package dev.jig.object;

import dev.jig.object.btf.Btf;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything an eBPF object file says: maps, programs, variables and types. A value: reading the
/// same file twice gives equal content, changing it makes a copy, and nothing is in the kernel.
/// Safe for use by several threads. Maps keep the order of the file.
///
/// @param order byte order of the code and data
/// @param license the `license` section, `""` if there is none
/// @param btf the object's own types; empty (void alone) if it has none
/// @param sections names of all ELF sections in order
/// @param externs the `.kconfig` externs by name
public record ObjectSpec(
        ByteOrder order,
        String license,
        Btf btf,
        Map<String, MapSpec> maps,
        Map<String, ProgramSpec> programs,
        Map<String, VariableSpec> variables,
        Map<String, KconfigExtern> externs,
        List<String> sections) {

    /// One `.kconfig` extern: its place in the `.kconfig` map and its type.
    public record KconfigExtern(String name, int type, int offset, int size, boolean weak) {}

    public ObjectSpec {
        maps = Collections.unmodifiableMap(new LinkedHashMap<>(maps));
        programs = Collections.unmodifiableMap(new LinkedHashMap<>(programs));
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        externs = Collections.unmodifiableMap(new LinkedHashMap<>(externs));
        sections = List.copyOf(sections);
    }

    /// The map of that name.
    ///
    /// @throws IllegalArgumentException if the object has none
    public MapSpec map(String name) {
        return present(maps.get(name), "map", name);
    }

    /// The program of that name.
    ///
    /// @throws IllegalArgumentException if the object has none
    public ProgramSpec program(String name) {
        return present(programs.get(name), "program", name);
    }

    /// The variable of that name.
    ///
    /// @throws IllegalArgumentException if the object has none
    public VariableSpec variable(String name) {
        return present(variables.get(name), "variable", name);
    }

    /// The initial bytes of a variable.
    public Bytes value(String variable) {
        VariableSpec spec = variable(variable);
        Bytes contents = contents(spec);
        return contents.slice(spec.offset(), spec.size());
    }

    /// A copy in which the variable starts with these bytes.
    ///
    /// @throws IllegalArgumentException if there is no such variable or the size differs
    public ObjectSpec withValue(String variable, Bytes value) {
        VariableSpec spec = variable(variable);
        if (value.size() != spec.size()) {
            throw new IllegalArgumentException(
                    "set variable %s: %d bytes given, its size is %d"
                            .formatted(variable, value.size(), spec.size()));
        }
        Bytes patched = contents(spec).patched(spec.offset(), value);
        return withMap(map(spec.map()).withContents(patched));
    }

    /// A copy in which the variable, a whole number of up to 8 bytes, starts with this one.
    ///
    /// @throws IllegalArgumentException if there is no such variable, it is no number, or the
    ///   number needs more bytes, read neither with a sign nor without
    public ObjectSpec withValue(String variable, long value) {
        int size = Math.min(variable(variable).size(), Long.BYTES);
        int unused = Long.SIZE - size * Byte.SIZE;
        if (value << unused >> unused != value && value << unused >>> unused != value) {
            throw new IllegalArgumentException(
                    "set variable %s: %d needs more than its %d bytes"
                            .formatted(variable, value, size));
        }
        return withValue(variable, Bytes.ofNumber(value, size, order));
    }

    /// A copy in which the map of the same name is replaced.
    public ObjectSpec withMap(MapSpec map) {
        Map<String, MapSpec> changed = new LinkedHashMap<>(maps);
        changed.put(map.name(), map);
        return new ObjectSpec(order, license, btf, changed, programs, variables, externs, sections);
    }

    /// A copy in which the program of the same name is replaced.
    public ObjectSpec withProgram(ProgramSpec program) {
        Map<String, ProgramSpec> changed = new LinkedHashMap<>(programs);
        changed.put(program.name(), program);
        return new ObjectSpec(order, license, btf, maps, changed, variables, externs, sections);
    }

    /// A copy with these programs and no others.
    public ObjectSpec withPrograms(Collection<ProgramSpec> wanted) {
        Map<String, ProgramSpec> changed = new LinkedHashMap<>();
        wanted.forEach(program -> changed.put(program.name(), program));
        return new ObjectSpec(order, license, btf, maps, changed, variables, externs, sections);
    }

    /// A copy without the program of that name.
    public ObjectSpec withoutProgram(String name) {
        Map<String, ProgramSpec> changed = new LinkedHashMap<>(programs);
        changed.remove(name);
        return new ObjectSpec(order, license, btf, maps, changed, variables, externs, sections);
    }

    private Bytes contents(VariableSpec spec) {
        return present(map(spec.map()).contents(), "contents of map", spec.map());
    }

    private static <T> T present(@Nullable T value, String what, String name) {
        if (value == null) {
            throw new IllegalArgumentException("no " + what + " " + name + " in the object");
        }
        return value;
    }
}
