// SPDX-License-Identifier: Apache-2.0
package dev.jig.container;

/// Whether something that knows containers answers.
///
/// @param runtime `docker`, ..., or `runc` and `crun`, which are found by files
/// @param place socket or file
/// @param detail what it said, or why it does not answer; one line
public record RuntimeStatus(String runtime, String place, State state, String detail) {
    /// What is known of it.
    public enum State {
        /// It has not answered yet.
        ASKED,
        /// It answers.
        ANSWERS,
        /// It is there and does not answer; it is asked again.
        FAILS
    }
}
