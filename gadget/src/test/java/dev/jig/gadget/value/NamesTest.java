// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.gadget.names.ErrnoNames;
import dev.jig.gadget.names.NameTable;
import dev.jig.gadget.names.ProtocolNames;
import dev.jig.gadget.names.SignalNames;
import dev.jig.gadget.names.SyscallNames;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NamesTest {
    private static int longest(LongFunction<byte @Nullable []> names) {
        return LongStream.range(0, 4096)
                .mapToObj(names)
                .mapToInt(name -> name == null ? 0 : name.length)
                .max()
                .orElseThrow();
    }

    private static int longest(NameTable table) {
        return table.names().stream().mapToInt(String::length).max().orElseThrow();
    }

    @Test
    void noNameIsLongerThanTheRoomForIt() {
        assertThat(longest(ErrnoNames::utf8)).isBetween(1, new ErrnoText(0).maxBytes());
        assertThat(longest(SignalNames::utf8)).isBetween(1, new SignalText(0).maxBytes());
        assertThat(longest(ProtocolNames::utf8)).isBetween(1, new ProtocolText(0).maxBytes());
        int syscall = new SyscallText(0).maxBytes() - Memory.SLACK;
        assertThat(longest(SyscallNames.x86())).isBetween(1, syscall);
        assertThat(longest(SyscallNames.arm64())).isBetween(1, syscall);
    }
}
