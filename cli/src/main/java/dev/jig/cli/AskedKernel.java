// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.ebpf.Kernel;
import dev.jig.object.JigException;
import dev.jig.object.btf.BtfKind;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// The running kernel, asked on another thread for what will be needed: making the first system
/// call takes about as long as reading a gadget, which is done meanwhile.
final class AskedKernel implements AutoCloseable {
    /// Any option: the first question reads all answers.
    private static final String ANY_OPTION = "CONFIG_BPF";

    private final CompletableFuture<Kernel> kernel;

    private AskedKernel(Consumer<Kernel> questions) {
        kernel =
                CompletableFuture.supplyAsync(
                        () -> ask(questions), Thread.ofPlatform().daemon()::start);
    }

    /// Asks for release and configuration.
    static AskedKernel forNeeds() {
        return new AskedKernel(running -> {
            running.version();
            running.config(ANY_OPTION);
        });
    }

    /// Asks for the kernel's types, and finds its functions in them.
    static AskedKernel forTypes() {
        return new AskedKernel(running -> running.btf().find(BtfKind.FUNCTION, ""));
    }

    private static Kernel ask(Consumer<Kernel> questions) {
        Kernel running = Kernel.running();
        try {
            if (isLinux()) {
                questions.accept(running);
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
