// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.GadgetUnsupportedException;
import dev.jig.gadget.MalformedGadgetException;
import dev.jig.gadget.TestObjects;
import dev.jig.gadget.UsageException;
import dev.jig.gadget.run.Readiness.Absent;
import dev.jig.gadget.run.Readiness.Taken;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetPlanTest {
    private static final String CHOICE =
            """
            params:
              custom:
                filesystem:
                  defaultValue: ext4
                  multiple: true
                  automatic: mounted
                  values:
                    ext4: {targets: {read: ext4_read, statfs_e: [ext4_stat, ext4_statfs]}}
                    xfs: {targets: {read: xfs_read, statfs_e: xfs_statfs}}
                    fuse: {mounted: [fuse, fuseblk], targets: {read: fuse_read, statfs_e: off}}
            programs:
              read_e: {group: read}
              read_x: {group: read}
              insert: {targets: [fsnotify_insert_event, fsnotify_add_event]}
            """;

    private final FakeFacts facts = new FakeFacts(4).withFunctions("fsnotify_insert_event");

    private GadgetPlan plan(String yaml, Map<String, String> values) {
        return GadgetPlan.of(TestObjects.gadget("places", yaml), values, 0, facts);
    }

    private GadgetPlan plan(String yaml) {
        return plan(yaml, Map.of());
    }

    private GadgetPlan choose(String filesystems) {
        return plan(CHOICE, Map.of("filesystem", filesystems));
    }

    private static Map<String, String> targets(GadgetPlan plan) {
        Map<String, String> targets = new TreeMap<>();
        plan.object().programs().forEach((name, program) -> targets.put(name, program.target()));
        return targets;
    }

    @Test
    void theFirstCandidateThereIsTaken() {
        String yaml = "programs: {insert: {targets: [fsnotify_insert_event, fsnotify_add_event]}}";
        assertThat(targets(plan(yaml))).containsEntry("insert", "fsnotify_insert_event");
        facts.functions.clear();
        facts.withFunctions("fsnotify_add_event");
        GadgetPlan older = plan(yaml);
        assertThat(targets(older)).containsEntry("insert", "fsnotify_add_event");
        assertThat(older.taken())
                .containsExactly(new Taken("insert", List.of("fsnotify_add_event")));
        assertThat(facts.prepared).contains("fsnotify_insert_event", "fsnotify_add_event");
    }

    @Test
    void aCopyWithoutArgumentsServesReturnProbesOnly() {
        facts.withFunctions("deep_read.isra.0");
        String yaml = "programs: {read_%s: {targets: [deep_read, deeper_read], optional: true}}";
        assertThat(targets(plan(yaml.formatted("x")))).containsEntry("read_x", "deep_read.isra.0");
        assertThat(targets(plan(yaml.formatted("e")))).doesNotContainKey("read_e");
    }

    @Test
    void tracepointsAreCandidatesToo() {
        facts.tracepoints.add("sched/sched_waking");
        String yaml = "programs: {switched: {targets: [sched/sched_wake, sched/sched_waking]}}";
        assertThat(targets(plan(yaml))).containsEntry("switched", "sched/sched_waking");
    }

    @Test
    void aProgramWithoutAnyCandidateNamesThemAll() {
        facts.functions.clear();
        assertThatThrownBy(() -> plan("programs: {insert: {targets: [one, two]}}"))
                .isInstanceOf(GadgetUnsupportedException.class)
                .hasMessage(
                        "run gadget places: attach program insert: this kernel has none of the"
                                + " functions one, two");
        assertThatThrownBy(() -> plan("programs: {switched: {targets: [a/b, c]}}"))
                .hasMessageEndingWith("this kernel has none of the tracepoints a/b, c");
    }

    @Test
    void anOptionalProgramWithoutAnyCandidateIsLeftOut() {
        facts.functions.clear();
        GadgetPlan plan =
                plan(
                        """
                        programs:
                          insert: {targets: [one, two], optional: true, fields: [old_number]}
                        """);
        assertThat(targets(plan)).doesNotContainKey("insert");
        assertThat(plan.absent())
                .containsExactly(
                        new Absent(
                                "insert",
                                List.of("insert"),
                                "this kernel has none of the functions one, two",
                                List.of("old_number")));
    }

    @Test
    void aSingleTargetIsNotLookedFor() {
        facts.functions.clear();
        GadgetPlan plan = plan("programs: {insert: {targets: elsewhere}}");
        assertThat(targets(plan)).containsEntry("insert", "elsewhere");
        assertThat(facts.prepared).isEmpty();
        assertThat(plan.units()).allMatch(unit -> !unit.optional());
    }

    @Test
    void aGroupIsLeftOutAsAWhole() {
        String yaml =
                """
                programs:
                  read_e: {targets: [old_read, new_read], group: read, optional: true}
                  read_x: {group: read}
                """;
        GadgetPlan plan = plan(yaml);
        assertThat(targets(plan)).doesNotContainKeys("read_e", "read_x");
        assertThat(plan.absent().getFirst().what()).isEqualTo("read_e, read_x");
        facts.withFunctions("new_read");
        GadgetPlan whole = plan(yaml);
        assertThat(whole.optional()).containsExactlyInAnyOrder("read_e", "read_x");
        assertThat(targets(whole))
                .containsEntry("read_e", "new_read")
                .containsEntry("read_x", "dummy_read");
    }

    @ParameterizedTest
    @CsvSource({
        "function: here,       true, ",
        "function: gone,       false, it has no function gone",
        "'function: [here, gone]', false, it has no function gone",
        "noFunction: here,     false, it has function here",
        "noFunction: gone,     true, ",
        "function: copied,     true, ",
        "type: known,          true, ",
        "type: unknown,        false, it has no type unknown",
        "noType: known,        false, it has type known",
        "field: known.member,  true, ",
        "field: known.none,    false, it has no field known.none",
        "noField: known.member, false, it has field known.member",
    })
    void programsAreForSomeKernels(String condition, boolean there, String reason) {
        facts.withFunctions("here", "copied.isra.0");
        facts.types.addAll(Set.of("known", "known.member"));
        GadgetPlan plan =
                plan(
                        "programs: {read_e: {group: g, whenKernel: {%s}}, read_x: {group: g}}"
                                .formatted(condition));
        assertThat(targets(plan).containsKey("read_e")).isEqualTo(there);
        assertThat(targets(plan).containsKey("read_x")).isEqualTo(there);
        assertThat(plan.absent()).isEmpty();
        assertThat(plan.unneeded().stream().map(Absent::reason))
                .isEqualTo(there ? List.of() : List.of(reason));
    }

    @Test
    void aChosenValueDecidesTheTargets() {
        facts.withFunctions("ext4_read", "ext4_statfs");
        GadgetPlan plan = plan(CHOICE);
        assertThat(targets(plan))
                .containsEntry("read_e", "ext4_read")
                .containsEntry("read_x", "ext4_read")
                .containsEntry("statfs_e", "ext4_statfs")
                .containsEntry("switched", "sched/sched_switch");
        assertThat(plan.optional()).containsExactlyInAnyOrder("read_e", "read_x", "statfs_e");
        assertThat(plan.absent()).isEmpty();
    }

    @Test
    void severalValuesHaveTheProgramsSeveralTimes() {
        facts.withFunctions("ext4_read", "ext4_stat", "fuse_read");
        assertThat(targets(choose("ext4,fuse,ext4")))
                .containsEntry("read_e:ext4", "ext4_read")
                .containsEntry("read_x:fuse", "fuse_read")
                .containsEntry("statfs_e:ext4", "ext4_stat")
                .doesNotContainKeys("read_e", "read_x", "statfs_e", "statfs_e:fuse")
                .hasSize(7);
    }

    @Test
    void whatIsMountedIsChosenAutomatically() {
        facts.withFunctions("fuse_read", "xfs_read", "xfs_statfs");
        facts.mounted.addAll(Set.of("tmpfs", "fuse.sshfs"));
        assertThat(targets(choose("auto"))).containsEntry("read_e", "fuse_read");
        facts.mounted.add("xfs");
        assertThat(targets(choose("auto"))).containsKeys("read_e:fuse", "read_e:xfs");
        facts.mounted.clear();
        assertThatThrownBy(() -> choose("auto"))
                .isInstanceOf(GadgetUnsupportedException.class)
                .hasMessage(
                        "run gadget places: --filesystem auto: none of these is mounted: ext4,"
                                + " xfs, fuse");
    }

    @Test
    void aValueWhoseModuleIsNotLoadedIsLeftOutAlone() {
        facts.withFunctions("ext4_read", "ext4_stat", "xfs_statfs");
        facts.loadable.add("xfs");
        GadgetPlan plan = choose("ext4,xfs");
        assertThat(targets(plan)).containsKey("read_e:ext4").doesNotContainKey("statfs_e:xfs");
        assertThat(plan.absent())
                .containsExactly(
                        new Absent(
                                "filesystem xfs",
                                List.of("read_e:xfs", "read_x:xfs", "statfs_e:xfs"),
                                "module xfs is not loaded (modprobe xfs loads it)",
                                List.of()));
    }

    @Test
    void aFunctionThatALoadedModuleLacksIsNamed() {
        facts.withFunctions("ext4_read");
        facts.modules.add("ext4");
        GadgetPlan plan = choose("ext4");
        assertThat(targets(plan)).containsKey("read_e").doesNotContainKey("statfs_e");
        assertThat(plan.absent())
                .containsExactly(
                        new Absent(
                                "filesystem ext4 statfs_e",
                                List.of("statfs_e"),
                                "this kernel has none of the functions ext4_stat, ext4_statfs",
                                List.of()));
    }

    @Test
    void ofAChoiceSomethingHasToBeLeft() {
        facts.modules.add("xfs");
        assertThatThrownBy(() -> choose("ext4,xfs"))
                .isInstanceOf(GadgetUnsupportedException.class)
                .hasMessage(
                        "run gadget places: --filesystem ext4,xfs: module ext4 is not loaded; this"
                                + " kernel has no function xfs_read");
    }

    @Test
    void valuesThereAreNotAreNamed() {
        assertThatThrownBy(() -> choose("ext4,xfx"))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "set --filesystem to \"xfx\": there is no such value (did you mean"
                                + " \"xfs\"?)");
        assertThatThrownBy(() -> choose(""))
                .hasMessage(
                        "set --filesystem to \"\": there is no such value (one of auto, ext4, xfs,"
                                + " fuse)");
        String single = CHOICE.replace("multiple: true", "multiple: false");
        assertThatThrownBy(() -> plan(single, Map.of("filesystem", "ext4,xfs")))
                .hasMessage("set --filesystem to \"ext4,xfs\": only one value is possible");
    }

    @Test
    void defaultsAreOverridden() {
        String yaml = "paramDefaults: {custom.filesystem: xfs}\n" + CHOICE;
        facts.withFunctions("xfs_read", "xfs_statfs");
        assertThat(targets(plan(yaml))).containsEntry("read_e", "xfs_read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "programs: {read_e: {group: insert}} | group insert has the name of a program",
                "programs: {read_e: {whenKernel: {field: x}}} |"
                        + " program read_e needs field x, no struct.member",
                "params: {custom: {c: {values: {a: {targets: {reed_e: x}}}}}} |"
                        + " the object has no program or group reed_e (did you mean \"read_e\"?)",
                "params: {custom: {c: {key: k, values: {a: {}}}, d: {key: k, values: {a: {}}}}} |"
                        + " key or alias of params.custom.c is taken",
            })
    void whatDoesNotFitTheObjectIsNamed(String yaml, String fact) {
        assertThatThrownBy(() -> TestObjects.gadget("places", yaml))
                .isInstanceOf(MalformedGadgetException.class)
                .hasMessage("open gadget places: " + fact);
    }

    @Test
    void aDefaultHasToBeAValue() {
        String yaml = "params: {custom: {c: {defaultValue: b, values: {a: {}}}}}";
        assertThatThrownBy(() -> TestObjects.gadget("places", yaml))
                .hasMessage(
                        "default of param c: set --c to \"b\": there is no such value (did you"
                                + " mean \"a\"?)");
    }

    @Test
    void theGadgetIsTheSameAfterwards() {
        GadgetSpec gadget = TestObjects.gadget("places", CHOICE);
        facts.withFunctions("ext4_read", "ext4_stat");
        GadgetPlan.of(gadget, Map.of(), 0, facts);
        assertThat(gadget.object().programs()).hasSize(5).containsKey("read_e");
    }
}
