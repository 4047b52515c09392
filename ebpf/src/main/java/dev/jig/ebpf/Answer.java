// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

/// What a feature probe found.
public enum Answer {
    YES,
    NO,
    /// The probe itself could not be made, for want of a permission most of all. Never remembered.
    UNKNOWN
}
