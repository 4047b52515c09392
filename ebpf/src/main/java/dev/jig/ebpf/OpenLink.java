// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

/// A link as the descriptors and entries that hold it.
record OpenLink(String program, AttachTarget target, String mechanism) implements Link {
    @Override
    public void close() {}
}
