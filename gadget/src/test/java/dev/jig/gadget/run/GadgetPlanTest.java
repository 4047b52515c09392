// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jig.ebpf.AttachTarget;
import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.GadgetUnsupportedException;
import dev.jig.gadget.Markers;
import dev.jig.gadget.TestObjects;
import dev.jig.gadget.UsageException;
import dev.jig.gadget.metadata.MetadataReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GadgetPlanTest {
    private static final String YAML =
            """
            params:
              ebpf:
                p_u32: {key: limit, defaultValue: 5}
                p_quiet: {key: quiet}
                p_bool: {key: loud}
            programs:
              first: {attach_to: sched/sched_wakeup}
              second: {when: "!p_quiet"}
              third: {when: p_bool, optional: true}
            maps:
              per_cpu: {entriesPerCpu: 64, minEntries: 100, maxEntries: 8192}
              sized: {entriesPerCpu: 1, minEntries: 3, maxEntries: 3}
            """;

    private static final KernelFacts FACTS = new FakeFacts(4);

    private final GadgetSpec gadget = TestObjects.gadget("every_param", YAML);

    private GadgetPlan plan(Map<String, String> values) {
        return GadgetPlan.of(gadget, values, 0, FACTS);
    }

    @Test
    void defaultsOfTheMetadataAreInEffect() {
        assertThat(gadget.object().value("p_u32")).hasToString("64000000");
        assertThat(plan(Map.of()).object().value("p_u32")).hasToString("05000000");
        assertThat(plan(Map.of()).object().value("p_s16")).hasToString("fdff");
    }

    @Test
    void valuesReachTheVariables() {
        GadgetPlan plan = plan(Map.of("limit", "9", "comm", "bash", "pid", "258"));
        assertThat(plan.object().value("p_u32")).hasToString("09000000");
        assertThat(plan.object().value("targ_comm"))
                .hasToString("62617368000000000000000000000000");
        assertThat(plan.object().value("targ_pid")).hasToString("02010000");
    }

    @Test
    void programsWithNothingToDoAreLeftOut() {
        assertThat(plan(Map.of()).object().programs()).containsOnlyKeys("first", "second", "third");
        assertThat(plan(Map.of("quiet", "true")).object().programs())
                .containsOnlyKeys("first", "third");
        assertThat(plan(Map.of("loud", "false")).object().programs())
                .containsOnlyKeys("first", "second");
        assertThat(GadgetPlan.complete(gadget, FACTS).object().programs())
                .containsOnlyKeys("first", "second", "third");
    }

    @Test
    void targetsAndOptionalProgramsFollowTheMetadata() {
        GadgetPlan plan = plan(Map.of());
        assertThat(plan.object().program("first").target()).isEqualTo("sched/sched_wakeup");
        assertThat(plan.optional()).containsExactly("third");
        GadgetSpec off =
                TestObjects.gadget(
                        "every_param", "programs: {first: {attach_to: gadget_program_disabled}}");
        assertThat(GadgetPlan.of(off, Map.of(), 0, FACTS).object().programs())
                .containsOnlyKeys("second", "third");
    }

    @ParameterizedTest
    @CsvSource({"1, 100", "4, 256", "1000, 8192"})
    void mapsFollowTheMachine(int cpus, int entries) {
        GadgetPlan plan = GadgetPlan.of(gadget, Map.of(), 0, new FakeFacts(cpus));
        assertThat(plan.object().map("per_cpu").maxEntries()).isEqualTo(entries);
        assertThat(plan.object().map("as_declared").maxEntries()).isEqualTo(17);
    }

    @Test
    void aVariableSizesItsMap() {
        assertThat(plan(Map.of()).object().map("sized").maxEntries()).isEqualTo(17);
        GadgetSpec sized =
                TestObjects.gadget(
                        "every_param", "params: {ebpf: {sized_max_entries: {key: size}}}");
        assertThat(
                        GadgetPlan.of(sized, Map.of("size", "99"), 0, FACTS)
                                .object()
                                .map("sized")
                                .maxEntries())
                .isEqualTo(99);
    }

    @ParameterizedTest
    @CsvSource({"0, 262144", "4096, 4096", "5000, 8192", "2147483647, 1073741824"})
    void ringsHaveTheWantedSize(int wanted, int bytes) {
        GadgetPlan plan = GadgetPlan.of(gadget, Map.of(), wanted, FACTS);
        assertThat(plan.object().map("events").maxEntries()).isEqualTo(bytes);
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(() -> plan(Map.of("limmit", "9")))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "run gadget every_param: it has no param --limmit"
                                + " (did you mean \"limit\"?)");
        assertThatThrownBy(() -> plan(Map.of("limit", "x")))
                .isInstanceOf(UsageException.class)
                .hasMessage("set --limit to \"x\": that is not a whole number");
    }

    private static GadgetSpec elements(List<Markers.ProgramTarget> targets) {
        GadgetSpec elements =
                GadgetSpec.of(
                        "elements",
                        TestObjects.ofHeaders("elements"),
                        MetadataReader.read("gadget.yaml", ""));
        Markers markers = elements.markers();
        return new GadgetSpec(
                elements.name(),
                elements.object(),
                elements.metadata(),
                new Markers(markers.sources(), markers.channels(), markers.params(), targets),
                elements.params(),
                elements.choices(),
                elements.dataSources());
    }

    private static GadgetPlan planned(List<Markers.ProgramTarget> targets) {
        return GadgetPlan.of(elements(targets), Map.of(), 0, FACTS);
    }

    @Test
    void programsWalkOverMaps() {
        var target = new Markers.ProgramTarget("each_number", "squares", false);
        assertThat(planned(List.of(target)).targets())
                .isEqualTo(Map.of("each_number", new AttachTarget.MapElements("squares")));
        assertThatThrownBy(() -> planned(List.of()))
                .isInstanceOf(GadgetUnsupportedException.class)
                .hasMessage(
                        "run gadget elements: program each_number walks over a map that nothing"
                                + " names (GADGET_ITER_TARGET_MAP does)");
        var sockets = new Markers.ProgramTarget("each_number", "squares", true);
        assertThatThrownBy(() -> planned(List.of(sockets)))
                .isInstanceOf(GadgetUnsupportedException.class)
                .hasMessage(
                        "run gadget elements: program each_number works on the sockets of map"
                                + " squares, and jig attaches programs that trace only (leave it"
                                + " and its GADGET_SK_TARGET_MAP out)");
    }

    @Test
    void whatCannotRunYetSaysSo() {
        GadgetSpec iterators = TestObjects.gadget("iterators", "");
        assertThatThrownBy(() -> GadgetPlan.of(iterators, Map.of(), 0, FACTS))
                .isInstanceOf(GadgetUnsupportedException.class)
                .hasMessage(
                        "run gadget iterators: program snap_one in section iter/task does not walk"
                                + " over map counts (iter/bpf_map_elem does)");
        GadgetSpec custom =
                TestObjects.gadget(
                        "flood",
                        "params: {custom: {x: {values: {a: {patch: {datasources: {}}}}}}}");
        assertThatThrownBy(() -> GadgetPlan.of(custom, Map.of(), 0, FACTS))
                .hasMessage(
                        "run gadget flood: params.custom.x has a patch of datasources, which jig"
                                + " cannot apply");
    }
}
