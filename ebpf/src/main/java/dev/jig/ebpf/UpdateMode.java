// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

/// What an update of a map demands, as the kernel numbers it.
public enum UpdateMode {
    /// Create or replace.
    ANY,
    /// The key must be new.
    CREATE,
    /// The key must exist.
    REPLACE
}
