// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.ebpf.BpfObject;
import dev.jig.ebpf.IteratorLink;
import dev.jig.ebpf.Kernel;
import dev.jig.ebpf.LoadOptions;
import dev.jig.object.Bytes;
import dev.jig.object.ObjectReader;
import dev.jig.object.ObjectSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// A victim that waits for a line before it does what is to be seen. Closing it kills it if it
/// still runs.
final class WaitingVictim implements AutoCloseable {
    private final Process process;
    private final BufferedReader said;

    private WaitingVictim(Process process) {
        this.process = process;
        this.said = process.inputReader(UTF_8);
    }

    static WaitingVictim start(String name, String... arguments) throws IOException {
        return new WaitingVictim(Tools.start(name, arguments));
    }

    String pid() {
        return Long.toString(process.pid());
    }

    /// Address of the group in the kernel that its queue belongs to.
    String group() throws IOException {
        String line = said.readLine();
        while (!line.startsWith("queue ")) {
            line = said.readLine();
        }
        int descriptor = Integer.parseInt(line.substring("queue ".length()));
        return Long.toUnsignedString(privateDataOf((int) process.pid(), descriptor));
    }

    /// What the kernel keeps with an open file.
    private static long privateDataOf(int pid, int descriptor) throws IOException {
        try (InputStream object = WaitingVictim.class.getResourceAsStream("/bpf/open_file.bpf.o");
                Kernel kernel = Kernel.running()) {
            ObjectSpec spec =
                    ObjectReader.read("open_file", Objects.requireNonNull(object).readAllBytes())
                            .withValue("wanted_pid", word(pid))
                            .withValue("wanted_fd", word(descriptor));
            try (BpfObject loaded = BpfObject.load(spec, kernel, LoadOptions.defaults())) {
                IteratorLink files = (IteratorLink) loaded.attach("each_file");
                files.read((_, _, _) -> {});
                long found = loaded.variable("private_data").getLong();
                assertThat(found).as("struct fsnotify_group *").isNegative();
                return found;
            }
        }
    }

    private static Bytes word(int value) {
        return Bytes.copyOf(
                ByteBuffer.allocate(Integer.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .putInt(value)
                        .array());
    }

    WaitingVictim goOn() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        return this;
    }

    void ends() throws InterruptedException {
        assertThat(process.waitFor(LiveJig.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
