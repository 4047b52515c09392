// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.gadget.metadata.GadgetMetadata.Condition;
import dev.jig.gadget.metadata.GadgetMetadata.MapSettings;
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
                level: {defaultValue: low, values: {low: {patch: {name: x}}}}
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
        assertThat(all.customParams()).containsExactly("level");
        assertThat(all.paramDefaults()).containsEntry("operator.localmanager.host", "true");
        assertThat(all.operators())
                .containsEntry("ebpf.emitstats", "true")
                .containsEntry("process.fields", "pid,comm");
    }

    @Test
    void programsAndMapsAreRead() {
        var first = in(all.programs(), "first");
        assertThat(first.attachTo()).isEqualTo("other");
        assertThat(first.optional()).isTrue();
        assertThat(first.fields()).containsExactly("a", "b");
        assertThat(first.when()).isNull();
        var second = in(all.programs(), "second");
        assertThat(second.attachTo()).isNull();
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
