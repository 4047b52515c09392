// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.hook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExecArgumentsTest {
    private static final boolean X86 = System.getProperty("os.arch", "").equals("amd64");

    @Test
    void findsTheArgumentsOfBothCalls() {
        String tail = " 0x7f00 0x7ff2 0x7ff4 0x0 0x0 0x0 0x7ffd 0x7f12\n";
        assertThat(ExecArguments.address((X86 ? "59" : "221") + tail)).isEqualTo(0x7ff2);
        assertThat(ExecArguments.address((X86 ? "322" : "281") + tail)).isEqualTo(0x7ff4);
    }

    @Test
    void otherCallsAndRunningTasksHaveNone() {
        assertThat(ExecArguments.address("0 0x3 0x7ff2 0x20 0x0 0x0 0x0 0x7ffd 0x7f12")).isZero();
        assertThat(ExecArguments.address("running\n")).isZero();
        assertThat(ExecArguments.address("-1 0x7ffd 0x7f12\n")).isZero();
        assertThat(ExecArguments.address("")).isZero();
    }
}
