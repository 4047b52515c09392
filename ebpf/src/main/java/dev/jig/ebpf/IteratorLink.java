// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

/// An iterator program, ready to be run (5.8). Iterators over sockets see the network namespace of
/// the calling thread, iterators over tasks its pid namespace.
public final class IteratorLink implements Link {
    IteratorLink() {}

    @Override
    public String program() {
        throw new UnsupportedOperationException();
    }

    @Override
    public AttachTarget target() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String mechanism() {
        throw new UnsupportedOperationException();
    }

    /// Walks over all objects once and hands out what the program writes, in pieces. A piece holds
    /// what the program wrote for one or several objects, never part of one.
    ///
    /// @return bytes handed out
    public long read(EventHandler handler) {
        throw new UnsupportedOperationException("" + handler);
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
