// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.Bytes;

/// A run of a program by `BPF_PROG_TEST_RUN`.
///
/// @param result what the program returned
/// @param data the packet after the run, empty if none was given
/// @param context the context after the run, empty if none was given
/// @param nanoseconds mean duration of one repetition, 0 if the kernel did not measure it
public record TestRun(int result, Bytes data, Bytes context, long nanoseconds) {

    /// What a program is run on. Which of them a program type takes differs.
    ///
    /// @param data a packet, empty for none
    /// @param context the bytes of the context structure, empty for none
    /// @param repeat 0 or 1 for one run; must be 0 for program types that do not repeat
    public record Input(Bytes data, Bytes context, int repeat) {
        public static Input none() {
            return new Input(Bytes.empty(), Bytes.empty(), 0);
        }

        public static Input ofContext(Bytes context) {
            return new Input(Bytes.empty(), context, 0);
        }

        public static Input ofData(Bytes data) {
            return new Input(data, Bytes.empty(), 1);
        }
    }
}
