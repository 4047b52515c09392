// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.ebpf.sys.Bpf;
import dev.jig.ebpf.sys.BpfCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds programs that are in the kernel, whoever loaded them (4.13; needs CAP_SYS_ADMIN).
/// Stateless.
public final class LoadedPrograms {
    private static final String OPERATION = "read program";

    private final Kernel kernel;
    private final Bpf bpf;

    /// @param kernel stays the caller's
    public LoadedPrograms(Kernel kernel) {
        this.kernel = kernel;
        this.bpf = kernel.host().bpf();
    }

    /// The program of that number, empty if there is none.
    ///
    /// @throws PermissionException if this process may not look
    public Optional<LoadedProgram> withId(int id) {
        return open(id).map(this::read);
    }

    /// All programs of that name, of which the kernel keeps 15 characters.
    ///
    /// @throws PermissionException if this process may not look
    public List<LoadedProgram> named(String name) {
        String known = MapFixes.kernelName(name);
        List<LoadedProgram> found = new ArrayList<>();
        for (int id : ids()) {
            Optional<OpenProgram> program = open(id);
            if (program.isPresent() && program.get().name().equals(known)) {
                found.add(read(program.get()));
            } else {
                program.ifPresent(OpenProgram::close);
            }
        }
        return found;
    }

    /// The names of all programs, each once.
    ///
    /// @throws PermissionException if this process may not look
    public List<String> names() {
        return ids().stream()
                .flatMap(id -> open(id).stream())
                .map(program -> {
                    try (program) {
                        return program.name();
                    }
                })
                .distinct()
                .sorted()
                .toList();
    }

    private List<Integer> ids() {
        List<Integer> ids = new ArrayList<>();
        long id = bpf.nextId(BpfCommand.PROGRAM_NEXT_ID, 0);
        for (; id >= 0; id = bpf.nextId(BpfCommand.PROGRAM_NEXT_ID, (int) id)) {
            ids.add((int) id);
        }
        if (Errno.of(-id) != Errno.ENOENT) {
            throw Failures.of(kernel, "list", "programs", id);
        }
        return ids;
    }

    /// Empty if it is not there (any more).
    private Optional<OpenProgram> open(int id) {
        long fd = bpf.ofId(BpfCommand.PROGRAM_OF_ID, id);
        if (fd >= 0) {
            return Optional.of(new OpenProgram(kernel, (int) fd));
        }
        if (Errno.of(-fd) == Errno.ENOENT) {
            return Optional.empty();
        }
        throw Failures.of(kernel, OPERATION, String.valueOf(id), fd);
    }

    private LoadedProgram read(OpenProgram program) {
        try (program) {
            return new LoadedProgramReader(kernel, program.facts()).read();
        }
    }
}
