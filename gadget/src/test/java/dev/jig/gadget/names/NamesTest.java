// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
    private static @Nullable String text(byte @Nullable [] utf8) {
        return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
    }

    @Test
    void errnosHaveNames() {
        assertThat(text(ErrnoNames.utf8(2))).isEqualTo("ENOENT");
        assertThat(text(ErrnoNames.utf8(-2))).isEqualTo("ENOENT");
        assertThat(text(ErrnoNames.utf8(0))).isEmpty();
        assertThat(text(ErrnoNames.utf8(133))).isEqualTo("EHWPOISON");
        assertThat(text(ErrnoNames.utf8(512))).isEqualTo("ERESTARTSYS");
        assertThat(ErrnoNames.utf8(41)).isNull();
        assertThat(ErrnoNames.utf8(Long.MIN_VALUE)).isNull();
        assertThat(ErrnoNames.utf8(Long.MAX_VALUE)).isNull();
    }

    /// The C library's headers are there wherever eBPF objects are built.
    @ParameterizedTest
    @CsvSource({
        "/usr/include/asm-generic/errno-base.h, 34",
        "/usr/include/asm-generic/errno.h, 97",
    })
    void errnosAreThoseOfTheHeaders(Path header, int least) throws IOException {
        Matcher define =
                Pattern.compile("(?m)^#define\\s+(E\\w+)\\s+(\\d+)")
                        .matcher(Files.readString(header));
        int seen = 0;
        while (define.find()) {
            assertThat(text(ErrnoNames.utf8(Integer.parseInt(define.group(2)))))
                    .isEqualTo(define.group(1));
            seen++;
        }
        assertThat(seen).isGreaterThanOrEqualTo(least);
    }

    @Test
    void systemCallsHaveNames() {
        assertThat(SyscallNames.x86().name(59)).hasValue("SYS_EXECVE");
        assertThat(SyscallNames.x86().name(322)).hasValue("SYS_EXECVEAT");
        assertThat(SyscallNames.x86().name(469)).hasValue("SYS_FILE_SETATTR");
        assertThat(SyscallNames.x86().name(400)).isEmpty();
        assertThat(SyscallNames.arm64().name(221)).hasValue("SYS_EXECVE");
        assertThat(SyscallNames.arm64().name(424)).hasValue("SYS_PIDFD_SEND_SIGNAL");
        assertThat(SyscallNames.utf8(-1)).isNull();
        assertThat(SyscallNames.utf8(435)).isEqualTo("SYS_CLONE3".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void signalsHaveNames() {
        assertThat(text(SignalNames.utf8(15))).isEqualTo("SIGTERM");
        assertThat(text(SignalNames.utf8(31))).isEqualTo("SIGSYS");
        assertThat(SignalNames.utf8(0)).isNull();
        assertThat(SignalNames.utf8(32)).isNull();
        assertThat(text(SignalNames.utf8(34))).isEqualTo("SIGRTMIN");
        assertThat(text(SignalNames.utf8(37))).isEqualTo("SIGRTMIN+3");
        assertThat(text(SignalNames.utf8(63))).isEqualTo("SIGRTMIN+29");
        assertThat(text(SignalNames.utf8(64))).isEqualTo("SIGRTMAX");
        assertThat(SignalNames.utf8(65)).isNull();
        assertThat(SignalNames.common()).hasSize(33).contains("SIGHUP", "SIGRTMIN", "SIGRTMAX");
    }

    @Test
    void everySignalIsFoundByItsName() {
        for (int signal = 1; signal <= SignalNames.MAX; signal++) {
            String name = text(SignalNames.utf8(signal));
            if (name != null) {
                assertThat(SignalNames.parse(name)).hasValue(signal);
                assertThat(SignalNames.parse(name.substring(3).toLowerCase(Locale.ROOT)))
                        .hasValue(signal);
            }
        }
        assertThat(SignalNames.parse("SIGPOLL")).hasValue(29);
        assertThat(SignalNames.parse("iot")).hasValue(6);
        assertThat(SignalNames.parse("SIGRTMAX-30")).hasValue(34);
        assertThat(SignalNames.parse("SIGRTMIN+30")).hasValue(64);
        for (String wrong : new String[] {"", "SIG", "RTMIN+", "RTMAX+1", "RTMIN+99", "-1", "x"}) {
            assertThat(SignalNames.parse(wrong)).isEqualTo(OptionalInt.empty());
        }
    }

    @Test
    void protocolsHaveNames() {
        assertThat(text(ProtocolNames.utf8(6))).isEqualTo("TCP");
        assertThat(text(ProtocolNames.utf8(17))).isEqualTo("UDP");
        assertThat(text(ProtocolNames.utf8(58))).isEqualTo("ICMPV6");
        assertThat(text(ProtocolNames.utf8(262))).isEqualTo("MPTCP");
        assertThat(ProtocolNames.utf8(200)).isNull();
    }
}
