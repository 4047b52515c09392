// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.JigException;

/// This kernel lacks a feature; a probe or the kernel's own types have said so.
public final class UnsupportedException extends JigException {
    private static final long serialVersionUID = 1L;

    private final String feature;
    private final String since;

    /// @param operation what was being done to which thing
    /// @param feature the missing feature
    /// @param since the first mainline version or the build option that has it, `""` if neither
    ///   applies
    public UnsupportedException(String operation, String feature, String since) {
        super(
                operation
                        + ": this kernel has no "
                        + feature
                        + (since.isEmpty() ? "" : " (since " + since + ")"));
        this.feature = feature;
        this.since = since;
    }

    public String feature() {
        return feature;
    }

    public String since() {
        return since;
    }
}
