// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import dev.jig.object.ProgramSpec;
import dev.jig.object.btf.Btf;
import dev.jig.object.insn.CoreKind;
import dev.jig.object.insn.CoreRecord;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Corrects a program's CO-RE records for the types of a target kernel. Deterministic: the result
/// does not depend on the order of records or programs. What it finds out about a type it keeps, so
/// that one relocator should serve all programs of an object. Safe for use by several threads.
///
/// The rules are those of libbpf, with two exceptions: all records of a program about one local
/// type are weighed together when several target types have its name (libbpf goes record by record,
/// so that their order counts), and an enumerator's value is widened with the sign its enumeration
/// has.
public final class CoreRelocator {
    /// The helper that an instruction without target calls: 0xbad2310, as libbpf and clang's
    /// `bpf_core_unreachable` have it, so that tools recognise it.
    public static final int POISON = 0xbad2310;

    private final Btf local;
    private final CoreTargets targets;
    private final Candidates none;
    private final Map<CoreRecord, Relocation> relocations = new ConcurrentHashMap<>();
    private final Map<Integer, Candidates> candidates = new ConcurrentHashMap<>();
    private @Nullable List<Btf> modules;

    /// @param local the object's own types
    public CoreRelocator(Btf local, CoreTargets targets) {
        this.local = local;
        this.targets = targets;
        this.none = Candidates.none(local);
    }

    /// The program with every record applied. An instruction whose target does not exist becomes a
    /// call of the impossible helper {@link #POISON} with a note that names the missing field (a
    /// wide load becomes two, so that every slot keeps its place): the verifier refuses it only if
    /// it can be reached.
    ///
    /// @throws CoreRelocationException if a record is ambiguous or does not fit its instruction
    /// @throws dev.jig.object.MalformedObjectException if types that a record asks for are damaged
    public ProgramSpec relocate(ProgramSpec program) {
        return new ProgramRelocation(this, local, program).run();
    }

    Relocation relocation(CoreRecord record) {
        Relocation known = relocations.get(record);
        return known != null
                ? known
                : relocations.computeIfAbsent(record, _ -> newRelocation(record));
    }

    private Relocation newRelocation(CoreRecord record) {
        Question question = Question.of(local, record);
        return new Relocation(
                record,
                question,
                record.kind() == CoreKind.LOCAL_TYPE_ID ? none : candidates(record.rootType()));
    }

    private Candidates candidates(int root) {
        return candidates.computeIfAbsent(
                root, _ -> Candidates.of(local, root, targets, this::modules));
    }

    private synchronized List<Btf> modules() {
        List<Btf> known = modules;
        if (known == null) {
            known = List.copyOf(targets.modules().get());
            modules = known;
        }
        return known;
    }
}
