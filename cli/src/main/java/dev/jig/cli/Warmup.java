// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.ebpf.Kernel;
import dev.jig.object.JigException;
import java.util.concurrent.CompletableFuture;

/// Does on another thread what every run of a gadget needs and what takes long the first time:
/// linking the system call and making the index of the kernel's types. Meanwhile the first thread
/// reads the gadget. Closing it waits for the thread and closes the kernel.
final class Warmup implements AutoCloseable {
    /// A type that every kernel has: asking for it makes the index.
    private static final String ANY_TYPE = "task_struct";

    private final CompletableFuture<Kernel> kernel = new CompletableFuture<>();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("jig-warmup").unstarted(this::run);

    private Warmup() {}

    static Warmup start() {
        Warmup warmup = new Warmup();
        warmup.thread.start();
        return warmup;
    }

    /// Waits until system calls can be made.
    Kernel kernel() {
        return kernel.join();
    }

    private void run() {
        try {
            kernel.complete(Kernel.running());
            kernel().btf().essentiallyNamed(ANY_TYPE);
        } catch (JigException e) {
            // whoever needs the types is told
        } catch (Error e) {
            kernel.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (!kernel.isCompletedExceptionally()) {
            kernel().close();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
