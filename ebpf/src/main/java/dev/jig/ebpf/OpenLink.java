// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import java.util.concurrent.atomic.AtomicBoolean;

/// A link as the descriptors and entries that hold it.
final class OpenLink implements Link {
    private final String program;
    private final AttachTarget target;
    private final String mechanism;
    private final Undo undo;
    private final AtomicBoolean open = new AtomicBoolean(true);

    OpenLink(String program, AttachTarget target, String mechanism, Undo undo) {
        this.program = program;
        this.target = target;
        this.mechanism = mechanism;
        this.undo = undo;
    }

    @Override
    public String program() {
        return program;
    }

    @Override
    public AttachTarget target() {
        return target;
    }

    @Override
    public String mechanism() {
        return mechanism;
    }

    @Override
    public boolean open() {
        return open.get();
    }

    @Override
    public void close() {
        if (open.getAndSet(false)) {
            undo.close();
        }
    }
}
