// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

/// A program attached to a target. It belongs to the {@link BpfObject} that made it, which closes
/// it at the latest when it is closed itself. Closing detaches and undoes everything attaching did,
/// in this order: link, perf events, tracefs entry. Closing may take tens of milliseconds, because
/// the kernel waits until no CPU runs the program.
public sealed interface Link extends AutoCloseable permits IteratorLink, OpenLink {
    /// Name of the program.
    String program();

    AttachTarget target();

    /// What of the kernel is used, for people: `perf link`, `perf ioctl`, `tracefs kprobe`.
    String mechanism();

    /// Whether it was not closed yet.
    boolean open();

    /// Detaches; closing twice does nothing.
    @Override
    void close();
}
