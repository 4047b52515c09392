// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.ebpf.Kernel;
import dev.jig.object.JigException;
import java.util.concurrent.CompletableFuture;

/// The running kernel, asked on another thread for its release and configuration: making the first
/// system call takes about as long as reading a gadget, which is done meanwhile.
final class AskedKernel implements AutoCloseable {
    /// Any option: the first question reads all answers.
    private static final String ANY_OPTION = "CONFIG_BPF";

    private final CompletableFuture<Kernel> kernel =
            CompletableFuture.supplyAsync(AskedKernel::ask, Thread.ofPlatform().daemon()::start);

    private static Kernel ask() {
        Kernel running = Kernel.running();
        try {
            if (isLinux()) {
                running.version();
                running.config(ANY_OPTION);
            }
        } catch (JigException unknown) {
            // whoever asks again is told
        }
        return running;
    }

    /// Whether there is anybody to ask.
    static boolean isLinux() {
        return System.getProperty("os.name", "").startsWith("Linux");
    }

    /// Waits for the answers.
    Kernel get() {
        return kernel.join();
    }

    @Override
    public void close() {
        get().close();
    }
}
