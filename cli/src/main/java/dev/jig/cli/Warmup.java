// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.ebpf.Kernel;
import dev.jig.ebpf.sys.Descriptors;
import dev.jig.ebpf.sys.NativeSyscalls;
import dev.jig.object.JigException;

/// Does on another thread what every run of a gadget needs and what takes long the first time:
/// linking the system call and making the index of the kernel's types. Meanwhile the first thread
/// reads the gadget. Closing it waits for the thread and closes the kernel.
final class Warmup implements AutoCloseable {
    private static final int NO_DESCRIPTOR = -1;

    /// A type that every kernel has: asking for it makes the index.
    private static final String ANY_TYPE = "task_struct";

    private final Kernel kernel = Kernel.running();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("jig-warmup").unstarted(this::run);

    private Warmup() {}

    static Warmup start() {
        Warmup warmup = new Warmup();
        warmup.thread.start();
        return warmup;
    }

    Kernel kernel() {
        return kernel;
    }

    private void run() {
        linkSystemCall();
        try {
            kernel.btf().essentiallyNamed(ANY_TYPE);
        } catch (JigException e) {
            // whoever needs the types is told
        }
    }

    /// A call that does nothing: it fails with EBADF.
    private static void linkSystemCall() {
        new Descriptors(new NativeSyscalls()).close(NO_DESCRIPTOR);
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
        kernel.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
