// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.container.Container;
import dev.jig.container.Container.Image;
import dev.jig.container.ContainerSnapshot;
import dev.jig.container.Execution;
import dev.jig.container.Kubernetes;
import dev.jig.gadget.filter.EventFilter;
import dev.jig.gadget.names.NameSource;
import dev.jig.gadget.schema.ContainerFields;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.Field;
import dev.jig.gadget.schema.FieldType.Whole;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContainerFieldsTest {
    private static final long HOST = 1;
    private static final long WEB = 42;
    private static final DataSource SOURCE =
            ContainerFields.add(
                    Schemas.source(
                            "exec", 8, List.of(Schemas.field("mntns_id", new Whole(0, 8, false)))),
                    true);

    private List<Container> containers = new ArrayList<>(List.of(web("we\"b")));

    private static Container web(String name) {
        return Container.of("a1", "docker")
                .withName(name)
                .withImage(new Image("nginx:1", "", ""))
                .withExecution(new Execution(7, 9, WEB, 0, true, "/docker/a1", 0))
                .withKubernetes(Kubernetes.of("shop", "web-0", "", "", Map.of("app", "web")));
    }

    private final class Names implements NameSource {
        @Override
        public byte @Nullable [] user(int uid) {
            return null;
        }

        @Override
        public byte @Nullable [] group(int gid) {
            return null;
        }

        @Override
        public long unixNanos(long bootStamp) {
            return bootStamp;
        }

        @Override
        public ZoneId zone() {
            return ZoneId.of("UTC");
        }

        @Override
        public ContainerSnapshot containers() {
            return new ContainerSnapshot(containers, HOST, true);
        }
    }

    private String print(OutputMode mode, FieldSelection selection, long... namespaces) {
        StringBuilder printed = new StringBuilder();
        try (Arena arena = Arena.ofConfined();
                OutputBuffer buffer =
                        new OutputBuffer((memory, length) ->
                                printed.append(
                                        new String(
                                                memory.asSlice(0, length)
                                                        .toArray(ValueLayout.JAVA_BYTE),
                                                UTF_8)))) {
            MemorySegment record = arena.allocate(8, 8);
            List<Field> fields = selection.fields(SOURCE, mode);
            try (EventPrinter printer =
                    EventPrinter.open(SOURCE, mode, fields, new Names(), buffer, Terminal.NONE)) {
                for (long namespace : namespaces) {
                    record.set(ValueLayout.JAVA_LONG, 0, namespace);
                    printer.event(record, 0, 8);
                }
            }
            buffer.flush();
        }
        return printed.toString();
    }

    @Test
    void jsonHasAllOfThemInTwoObjects() {
        assertThat(print(OutputMode.JSON, FieldSelection.DEFAULT, WEB))
                .isEqualTo(
                        """
                        {"k8s":{"containerName":"","hostnetwork":true,"namespace":"shop","node":"",\
                        "owner":{"kind":"","name":""},"podLabels":"app=web","podName":"web-0",\
                        "podUID":""},"mntns_id":42,"runtime":{"containerCgroup":"/docker/a1",\
                        "containerId":"a1","containerImageDigest":"",\
                        "containerImageName":"nginx:1",\
                        "containerName":"we\\"b","containerPid":7,"containerStartedAt":9,\
                        "runtimeName":"docker","unnamed":""}}
                        """);
    }

    @Test
    void whereThereIsNoContainerTheReasonIsSaid() {
        String json = print(OutputMode.JSON, FieldSelection.DEFAULT, HOST, 5, 0);
        assertThat(json.lines())
                .extracting(line -> line.replaceAll(".*\"unnamed\":\"([^\"]*)\".*", "$1"))
                .containsExactly("host", "unknown mount namespace", "left its namespaces");
        assertThat(json).contains("\"containerPid\":0").contains("\"hostnetwork\":false");
    }

    @Test
    void aNameThatIsLearnedLaterIsShownFromThenOn() {
        FieldSelection name = FieldSelection.parse("runtime.containerName");
        assertThat(print(OutputMode.COLUMNS, name, WEB, WEB)).isEqualTo("we\"b\nwe\"b\n");
        containers = new ArrayList<>(List.of(web("db")));
        assertThat(print(OutputMode.COLUMNS, name, WEB)).isEqualTo("db\n");
    }

    @Test
    void filtersReadThemAsTheirKindIs() {
        assertThat(passes("runtime.containerName==we\"b")).isTrue();
        assertThat(passes("runtime.containerName!=we\"b")).isFalse();
        assertThat(passes("runtime.containerPid>6,runtime.containerPid<8")).isTrue();
        assertThat(passes("k8s.hostnetwork==true")).isTrue();
        assertThat(passes("k8s.podLabels~app")).isTrue();
        assertThat(passes("runtime.unnamed==host")).isFalse();
    }

    private boolean passes(String rules) {
        try (Arena arena = Arena.ofConfined();
                EventFilter filter = EventFilter.parse(rules, SOURCE, new Names())) {
            MemorySegment record = arena.allocate(8, 8);
            record.set(ValueLayout.JAVA_LONG, 0, WEB);
            return filter.test(record, 0, 8);
        }
    }

    @Test
    void aSourceWithoutANamespaceStaysAsItIs() {
        DataSource plain = Schemas.source("x", 4, List.of(Schemas.field("pid", Schemas.u32(0))));
        assertThat(ContainerFields.add(plain, true)).isSameAs(plain);
        assertThat(ContainerFields.add(SOURCE, true)).isSameAs(SOURCE);
    }
}
