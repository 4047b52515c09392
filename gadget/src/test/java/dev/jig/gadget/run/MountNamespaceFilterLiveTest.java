// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.ebpf.BpfMap;
import dev.jig.ebpf.Kernel;
import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.TestObjects;
import dev.jig.object.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The programs leave out the events of mount namespaces that are not in the filter map.
@Tag("live")
@Timeout(120)
class MountNamespaceFilterLiveTest {
    private static final String SWITCH = "gadget_filter_by_mntns";
    private static final long NO_NAMESPACE = 1;

    private final Kernel kernel = Kernel.running();

    @AfterEach
    void close() {
        kernel.close();
    }

    private static long ownNamespace() throws IOException {
        String link = Files.readSymbolicLink(Path.of("/proc/self/ns/mnt")).toString();
        return Long.parseLong(link.replaceAll("\\D", ""));
    }

    private static GadgetSpec filtered(String name) {
        GadgetSpec gadget = TestObjects.shipped(name);
        return GadgetSpec.of(
                name, gadget.object().withValue(SWITCH, bytes(1, 1)), gadget.metadata());
    }

    /// How many events come of `true` being executed in a shell that then signals itself.
    private long events(GadgetSpec gadget, Map<String, String> params, long namespace)
            throws Exception {
        try (GadgetRun run = GadgetRun.start(gadget, params, RunOptions.defaults(), kernel)) {
            BpfMap filter = run.live().object().map("gadget_mntns_filter_map");
            filter.put(bytes(Long.BYTES, namespace), bytes(Integer.BYTES, 1));
            Process shell = new ProcessBuilder("sh", "-c", "/bin/true; kill -CONT $$").start();
            assertThat(shell.waitFor()).isZero();
            run.stop();
            return run.run(_ -> (_, _, _) -> true).delivered();
        }
    }

    private static Bytes bytes(int size, long value) {
        ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return Bytes.copyOf(buffer.putLong(0, value).slice(0, size));
    }

    @ParameterizedTest
    @CsvSource({
        "trace_exec, paths, false",
        "trace_signal, kill-only, false",
        "trace_signal, kill-only, true"
    })
    void showsOnlyTheSelectedNamespace(String name, String param, String value) throws Exception {
        GadgetSpec gadget = filtered(name);
        Map<String, String> params = Map.of(param, value);
        assertThat(events(gadget, params, NO_NAMESPACE)).isZero();
        assertThat(events(gadget, params, ownNamespace())).isPositive();
    }

    @Test
    void withoutTheSwitchTheMapSaysNothing() throws Exception {
        GadgetSpec gadget = TestObjects.shipped("trace_exec");
        assertThat(events(gadget, Map.of(), NO_NAMESPACE)).isPositive();
    }
}
