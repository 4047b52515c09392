// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.jig.gadget.metadata.CustomParam.Value;
import dev.jig.gadget.metadata.GadgetMetadata.Condition;
import dev.jig.gadget.metadata.GadgetMetadata.MapSettings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MetadataReaderTest {
    private static final String EVERYTHING =
            """
            name: everything
            description: >-
              Two lines
              that are one
            homepageURL: https://example.com/home
            documentationURL: https://example.com/docs
            sourceURL: https://example.com/source
            annotations:
              enable-containers-datasource: true
              Upper.Case: 8
            datasources:
              events:
                tags: [one, two]
                annotations:
                  cli.default-output-mode: none
                  env.fields.HOSTNAME: host
                fields:
                  proc.pid:
                    tags: lonely
                    annotations: &common
                      description: "the pid"
                      columns.maxWidth: 8
                      team.owner: me
                  proc.tid:
                    annotations: *common
            params:
              ebpf:
                failed_only:
                  key: failed
                  defaultValue: yes
                  description: only failures
                  alias: f
                  title: Failed
                  valueHint: signal
                  possibleValues: [a, b]
              wasm:
                mode: {key: mode, typeHint: string, isMandatory: true, tags: [x]}
              custom:
                level:
                  defaultValue: low
                  multiple: true
                  automatic: mounted
                  values:
                    low: {description: little, module: m, mounted: [a, b], targets: {first: [f, g]}}
                    high: {targets: {some: h, third: off}}
                    peer:
                      patch:
                        programs:
                          first: {attach_to: i}
                          second: {attach_to: gadget_program_disabled}
                other: {key: more, values: {x: {patch: {name: x}}}}
            paramDefaults:
              operator.LocalManager.host: true
            operator:
              ebpf:
                emitstats: true
              process: {fields: [pid, comm]}
            programs:
              first:
                attach_to: other
                optional: true
                fields: [a, b]
              second:
                when: "!failed_only"
                sampler: {frequency: 99}
                perf: {type: software, config: count_sw_cpu_clock, sampleType: sample_raw}
              third:
                when: failed_only
                targets: [a, b.isra.0]
                group: some
                whenKernel:
                  {function: f, noFunction: [g, h], type: t, noType: u, field: s.m, noField: s.n}
            maps:
              sizes: {entriesPerCpu: 64, minEntries: 1024, maxEntries: 8192}
            """;

    private final GadgetMetadata all = MetadataReader.read("gadget.yaml", EVERYTHING);

    private static <V> V in(Map<String, V> map, String key) {
        return Objects.requireNonNull(map.get(key), key);
    }

    @Test
    void textsAreReadAsTheyStand() {
        assertThat(all.name()).isEqualTo("everything");
        assertThat(all.description()).isEqualTo("Two lines that are one");
        assertThat(all.homepageUrl()).isEqualTo("https://example.com/home");
        assertThat(all.documentationUrl()).isEqualTo("https://example.com/docs");
        assertThat(all.sourceUrl()).isEqualTo("https://example.com/source");
    }

    @Test
    void annotationKeysAreLowerCaseAndScalarsAreTexts() {
        assertThat(all.annotations())
                .containsEntry("enable-containers-datasource", "true")
                .containsEntry("upper.case", "8");
        var events = in(all.dataSources(), "events");
        assertThat(events.tags()).containsExactly("one", "two");
        assertThat(events.annotations()).containsEntry("cli.default-output-mode", "none");
        assertThat(in(events.fields(), "proc.pid").tags()).containsExactly("lonely");
        assertThat(in(events.fields(), "proc.tid").annotations())
                .containsEntry("description", "the pid")
                .containsEntry("columns.maxwidth", "8")
                .containsEntry("team.owner", "me");
    }

    @Test
    void paramsAreRead() {
        var param = in(all.ebpfParams(), "failed_only");
        assertThat(param.key()).isEqualTo("failed");
        assertThat(param.defaultValue()).isEqualTo("yes");
        assertThat(param.alias()).isEqualTo("f");
        assertThat(param.title()).isEqualTo("Failed");
        assertThat(param.valueHint()).isEqualTo("signal");
        assertThat(param.possibleValues()).containsExactly("a", "b");
        assertThat(in(all.wasmParams(), "mode").key()).isEqualTo("mode");
        assertThat(all.customParams()).containsOnlyKeys("level", "other");
        assertThat(all.paramDefaults()).containsEntry("operator.localmanager.host", "true");
        assertThat(all.operators())
                .containsEntry("ebpf.emitstats", "true")
                .containsEntry("process.fields", "pid,comm");
    }

    @Test
    void choicesAreRead() {
        var level = in(all.customParams(), "level");
        assertThat(level.settings().key()).isEqualTo("level");
        assertThat(level.settings().defaultValue()).isEqualTo("low");
        assertThat(level.multiple()).isTrue();
        assertThat(level.automatic()).isTrue();
        assertThat(level.unreadable()).isEmpty();
        assertThat(level.values())
                .containsExactly(
                        entry(
                                "low",
                                new Value(
                                        "little",
                                        "m",
                                        List.of("a", "b"),
                                        Map.of("first", List.of("f", "g")))),
                        entry(
                                "high",
                                new Value(
                                        "",
                                        "high",
                                        List.of("high"),
                                        Map.of("some", List.of("h"), "third", List.of("off")))),
                        entry(
                                "peer",
                                new Value(
                                        "",
                                        "peer",
                                        List.of("peer"),
                                        Map.of("first", List.of("i"), "second", List.of("off")))));
        var other = in(all.customParams(), "other");
        assertThat(other.settings().key()).isEqualTo("more");
        assertThat(other.multiple()).isFalse();
        assertThat(other.automatic()).isFalse();
        assertThat(other.unreadable()).isEqualTo("a patch of name");
    }

    @Test
    void placesOfProgramsAreRead() {
        var third = in(all.programs(), "third");
        assertThat(third.targets()).containsExactly("a", "b.isra.0");
        assertThat(third.group()).isEqualTo("some");
        assertThat(third.kernels())
                .isEqualTo(
                        new KernelCondition(
                                List.of("f"),
                                List.of("g", "h"),
                                List.of("t"),
                                List.of("u"),
                                List.of("s.m"),
                                List.of("s.n")));
        assertThat(in(all.programs(), "second").kernels()).isEqualTo(KernelCondition.ANY);
    }

    @Test
    void programsAndMapsAreRead() {
        var first = in(all.programs(), "first");
        assertThat(first.targets()).containsExactly("other");
        assertThat(first.optional()).isTrue();
        assertThat(first.fields()).containsExactly("a", "b");
        assertThat(first.when()).isNull();
        var second = in(all.programs(), "second");
        assertThat(second.targets()).isEmpty();
        assertThat(second.optional()).isFalse();
        assertThat(second.when()).isEqualTo(new Condition("failed_only", false));
        assertThat(second.sampleFrequency()).isEqualTo(99);
        assertThat(second.perf()).containsEntry("sampletype", "sample_raw");
        assertThat(in(all.programs(), "third").when())
                .isEqualTo(new Condition("failed_only", true));
        assertThat(all.maps()).containsEntry("sizes", new MapSettings(64, 1024, 8192));
    }

    @Test
    void mapSizesFollowTheMachineWithinBounds() {
        MapSettings settings = new MapSettings(64, 1024, 8192);
        assertThat(settings.entries(2)).isEqualTo(1024);
        assertThat(settings.entries(32)).isEqualTo(2048);
        assertThat(settings.entries(4096)).isEqualTo(8192);
        assertThat(new MapSettings(1 << 30, 1, 1 << 30).entries(8192)).isEqualTo(1 << 30);
    }

    @Test
    void theLegacySectionOfParamsIsRead() {
        var old = MetadataReader.read("old", "ebpfParams:\n  x:\n    key: ex\n");
        assertThat(in(old.ebpfParams(), "x").key()).isEqualTo("ex");
        assertThat(in(old.ebpfParams(), "x").defaultValue()).isNull();
    }

    @Test
    void anEmptyFileSaysNothing() {
        assertThat(MetadataReader.read("empty", "")).isEqualTo(GadgetMetadata.named(""));
        assertThat(MetadataReader.read("comment", "# nothing\n"))
                .isEqualTo(GadgetMetadata.named(""));
        assertThat(MetadataReader.read("nulls", "name:\nparams: ~\nmaps: null\n"))
                .isEqualTo(GadgetMetadata.named(""));
    }
}
