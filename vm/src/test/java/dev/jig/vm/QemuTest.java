// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class QemuTest {
    private static final Path CONSOLE = Path.of("/c");
    private static final Path HOST = Path.of("/h");
    private static final Path JOB = Path.of("/j");

    private final Qemu qemu =
            new Qemu(new StockKernel("6.1", Path.of("/k")), Path.of("/i"), "tcg", 1, 512, "x=y");

    @Test
    void theConsoleIsAFileAndAPanicEndsTheMachine() {
        assertThat(qemu.machine(CONSOLE))
                .containsSequence("-kernel", "/k/vmlinuz", "-initrd", "/i")
                .containsSequence(
                        "-append", "console=ttyS0 quiet panic=-1 mitigations=off no5lvl x=y")
                .containsSequence("-serial", "file:/c")
                .contains("-no-reboot");
    }

    @Test
    void directoriesAreSharedWithTheMachinesWholeMemory() {
        assertThat(qemu.machine(CONSOLE, HOST, JOB, true))
                .contains("memory-backend-memfd,id=memory,share=on,size=512M")
                .contains("socket,id=host,path=/h", "socket,id=job,path=/j")
                .contains("vhost-user-fs-pci,chardev=job,tag=job");
    }

    @Test
    void aTerminalIsAConsoleAndPortsAreTwo() {
        assertThat(qemu.machine(CONSOLE, HOST, JOB, true))
                .contains("virtconsole,chardev=terminal")
                .noneMatch(word -> word.startsWith("virtserialport"));
        assertThat(qemu.machine(CONSOLE, HOST, JOB, false))
                .contains("virtserialport,chardev=out,nr=1", "virtserialport,chardev=err,nr=2");
    }
}
