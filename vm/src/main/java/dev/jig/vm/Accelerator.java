// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Whether KVM works here. That `/dev/kvm` can be opened proves little (a nested machine may die in
/// real mode), so a kernel is booted until it speaks; the answer holds until the next boot.
final class Accelerator {
    private static final int PATIENCE_SECONDS = 5;

    private Accelerator() {}

    /// @return `kvm` or `tcg`
    static String best(StockKernel kernel, Path cache) throws IOException, InterruptedException {
        if (!Files.isWritable(Path.of("/dev/kvm"))) {
            return "tcg";
        }
        String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        Path known = cache.resolve("accelerator-" + boot);
        if (!Files.exists(known)) {
            Files.createDirectories(cache);
            Files.writeString(known, speaksWithKvm(kernel) ? "kvm" : "tcg");
        }
        return Files.readString(known).strip();
    }

    private static boolean speaksWithKvm(StockKernel kernel)
            throws IOException, InterruptedException {
        Path console = Files.createTempFile("jig-vm", ".console");
        try {
            // no root file system: the kernel greets, panics and, with panic=-1, ends the machine
            Qemu qemu = new Qemu(kernel, Path.of("/dev/null"), "kvm", 1, 512, "loglevel=7");
            Process process =
                    new ProcessBuilder(qemu.machine(console))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            return Files.readString(console).contains("Linux version");
        } finally {
            Files.delete(console);
        }
    }
}
