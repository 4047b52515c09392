// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

/// Reads one ring buffer.
final class RingReader implements EventReader {
    @Override
    public int poll(long timeoutMillis, EventHandler handler) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int drain(EventHandler handler) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void wake() {}

    @Override
    public long lost() {
        return 0;
    }

    @Override
    public void close() {}
}
