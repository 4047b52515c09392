// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.oci;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuntimeCommandTest {
    private static RuntimeCommand parse(String line) {
        return RuntimeCommand.parse(List.of(line.split(" ", -1)));
    }

    @ParameterizedTest
    @CsvSource({
        "runc --root /r --log /l --log-format json create --bundle /b --pid-file /p a1, create, /b,"
                + " /r",
        "runc --root=/r --systemd-cgroup run --bundle=/b --detach a1, run, /b, /r",
        "crun --cgroup-manager=disabled run -b /b a1, run, /b, ''",
        "crun --debug --root /r start a1, start, '', /r",
        "runc run -d a1, run, '', ''",
        "runc create a1 --bundle /b, create, /b, ''",
    })
    void readsWhatRuntimesAreStartedWith(String line, String verb, String bundle, String root) {
        assertThat(parse(line)).isEqualTo(new RuntimeCommand(verb, "a1", bundle, root));
    }

    @Test
    void survivesAnything() {
        assertThat(RuntimeCommand.parse(List.of()).verb()).isEmpty();
        assertThat(parse("runc --root").root()).isEmpty();
        assertThat(parse("runc init").creates()).isFalse();
        assertThat(parse("runc restore a1").creates()).isTrue();
    }
}
