// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the READMEs of gadgets show is what they print. A failure tells what was printed.
@Tag("vm")
final class ReadmeExamplesLiveTest {
    @TempDir Path directory;

    /// Also shows that jig runs in a process of its own here, as it is installed.
    @Test
    void traceTcp() throws IOException {
        ReadmeExample example = ReadmeExample.of("trace_tcp");
        try (LiveJig jig = LiveJig.startProcess(example.arguments())) {
            jig.awaitReady();
            TcpVictim.run("-6", "pair");
            TcpVictim.run("-n", "refused");
            ends(jig, example);
        }
    }

    @Test
    void traceExec() throws IOException {
        Path script = Files.createDirectories(Path.of("/srv")).resolve("backup.sh");
        Files.writeString(script, "#!/bin/sh\n/usr/bin/id -u\n/usr/bin/no-such-tool --all\n:\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        ReadmeExample example = ReadmeExample.of("trace_exec");
        try (LiveJig jig = LiveJig.ready(example.arguments())) {
            assertThat(Tools.run(script.toString()).exit()).isZero();
            ends(jig, example);
        }
    }

    @Test
    void traceFsslower() throws IOException {
        ReadmeExample example = ReadmeExample.of("trace_fsslower");
        try (SlowFileSystem slow = SlowFileSystem.inUserSpace(directory);
                LiveJig jig = LiveJig.ready(example.arguments())) {
            FileWork.done(slow.file("slow"), "open");
            FileWork.done(slow.file("slow"), "-n 5000 write");
            FileWork.done(slow.file("slow"), "-o 1000 read");
            FileWork.done(slow.file("broken"), "read");
            ends(jig, example);
        }
    }

    @Test
    void fsnotify() throws IOException {
        Path inbox = Files.createDirectories(Path.of("/srv/inbox"));
        ReadmeExample example = ReadmeExample.of("fsnotify");
        try (LiveJig jig = LiveJig.ready(example.arguments())) {
            for (String how : new String[] {"move", "fanotify", "deny"}) {
                assertThat(Tools.victim("fsnotify_victim", how, inbox.toString()).exit()).isZero();
            }
            ends(jig, example);
        }
    }

    @Test
    void traceSignal() throws IOException {
        ReadmeExample example = ReadmeExample.of("trace_signal");
        try (LiveJig jig = LiveJig.ready(example.arguments())) {
            Tools.signal("kill", "10");
            Tools.signal("-m", "kill", "15");
            Tools.signal("-u", "1000", "-p", "1", "kill", "9");
            ends(jig, example);
        }
    }

    private static void ends(LiveJig jig, ReadmeExample example) {
        assertThat(jig.signal("INT").exit()).isZero();
        example.isWhatWasPrinted(jig);
    }
}
