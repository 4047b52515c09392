// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.ebpf.sys.Descriptors;
import dev.jig.ebpf.sys.NativeSyscalls;

/// Does on another thread what every run of a gadget needs and what takes long the first time:
/// linking the system call (some 40 ms). Meanwhile the first thread reads the gadget.
final class Warmup {
    private static final int NO_DESCRIPTOR = -1;

    private Warmup() {}

    static void start() {
        Thread.ofPlatform().daemon().name("jig-warmup").start(Warmup::run);
    }

    /// A call that does nothing: it fails with EBADF.
    private static void run() {
        new Descriptors(new NativeSyscalls()).close(NO_DESCRIPTOR);
    }
}
