// SPDX-License-Identifier: Apache-2.0
package dev.jig.container;

/// A container that came or went. A value.
public record ContainerChange(Kind kind, Container container) {
    /// What happened.
    public enum Kind {
        /// It was started, or runs already when somebody begins to ask.
        CREATED,
        /// Its first process has ended.
        DELETED
    }
}
