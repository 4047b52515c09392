// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import java.util.Optional;

/// While it is open the kernel counts how often and for how long programs run, which costs each run
/// some tens of nanoseconds. Closing it twice does nothing.
public final class RunStatistics implements AutoCloseable {
    private final Kernel kernel;
    private int fd;

    private RunStatistics(Kernel kernel, int fd) {
        this.kernel = kernel;
        this.fd = fd;
    }

    /// Begins to count; empty if the kernel cannot (before 5.8) or does not let this process.
    public static Optional<RunStatistics> enable(Kernel kernel) {
        long fd = kernel.host().bpf().enableStatistics();
        return fd < 0 ? Optional.empty() : Optional.of(new RunStatistics(kernel, (int) fd));
    }

    @Override
    public synchronized void close() {
        int open = fd;
        fd = -1;
        if (open >= 0) {
            kernel.host().descriptors().close(open);
        }
    }
}
