// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever a user asks for that there is not: one line, the nearest thing there is, exit code 2.
final class UsageErrorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    rum | jig: unknown command rum (did you mean "run"?)
                    run | jig: run: no GADGET (see jig list) given
                    run trace_signl | no gadget of that name (did you mean "trace_signal"?)
                    run ./nothing.o | no such file
                    run trace_signal --kil-only | unknown flag --kil-only \
                    (did you mean "--kill-only"?)
                    run trace_signal extra | jig: run trace_signal: unexpected argument "extra"
                    run trace_signal -o jsn | "jsn": there is no such mode (did you mean "json"?)
                    run trace_signal --fields proc.com | "proc.com" (did you mean "proc.comm"?)
                    run trace_signal --fields pid,nix | there is no field "nix"
                    run trace_signal --fields pid, | a field name is missing
                    run trace_signal --filter sgi==SIGTERM | "sgi"
                    run trace_signal -F sig | sig
                    run trace_signal -t soon | --timeout: "soon" is not a time
                    run trace_signal --max-events 0 | --max-events: "0" is not a whole number
                    run trace_signal --ring-size big | --ring-size: "big" is not a size
                    run trace_signal --signal SIGTREM | is not a signal (did you mean "SIGTERM"?)
                    run trace_signal --pid me | set --pid to "me": that is not a whole number
                    run trace_signal --fields | flag --fields needs a value
                    list all | jig: list: unexpected argument "all"
                    doctor -o yaml | jig: doctor: there is no output mode yaml
                    image inspct x | jig: image: unknown subcommand inspct (did you mean "inspect"?)
                    image | jig: image: no subcommand (inspect, disasm, diff) given
                    image inspect | jig: image inspect: no GADGET given
                    image inspect nothing.o | no such file
                    image inspect trace_signal --extra-info oci.digest | only images have it
                    image inspect trace_signal --extra-info ebpf.maps,ebpf.map | no info ebpf.map \
                    (did you mean "ebpf.maps"?)
                    image inspect trace_signal -o xml | image inspect: there is no output mode xml
                    image inspect trace_signal --jsonpath .a | --jsonpath needs --extra-info or
                    image inspect trace_signal --extra-info ebpf.maps --jsonpath [0 | at character 4
                    image inspect trace_signal --extra-info ebpf.maps --jsonpath [99] | is nothing
                    image inspect trace_signal --extra-info ebpf.sequence --jsonpath .a | is no JSON
                    image inspect trace_signal --extra-info ebpf.maps --show-datasources | exclude
                    image inspect trace_signal --developer-notes -o json | exclude each other
                    image disasm trace_signal ig_sig_kil_e | (did you mean "ig_sig_kill_e"?)
                    image inspect trace_signal --svg /nowhere/a.svg | write /nowhere/a.svg: there is
                    image inspect trace_signal --svg a --developer-notes | exclude each other
                    image inspect trace_signal --btf /nowhere | --btf needs --resolve
                    image inspect trace_signal --resolve --btf /nowhere | there is no such file
                    image inspect trace_signal --resolve --param no=1 | it has no param --no
                    image inspect trace_signal --resolve --extra-info ebpf.maps | nothing to do with
                    image inspect trace_signal --html a -o json | exclude each other
                    image diff trace_signal | image diff: no other GADGET given
                    image disasm trace_signal a b | image disasm: unexpected argument "b"
                    image inspect trace_signal --extra-info ebpf.flow | there is no info ebpf.flow
                    completion fish | jig: completion: there is none for shell fish
                    version --shrt | unknown flag --shrt
                    """)
    void isOneLineWithExitCode2(String line, String message) {
        Captured result = Captured.of(line.split(" "));
        assertThat(result.error()).startsWith("jig: ").contains(message);
        assertThat(result.exit()).isEqualTo(Exit.USAGE.code());
    }

    @Test
    void aDamagedObjectIsOneLineWithExitCode1() {
        Captured result = Captured.of("run", System.getProperty("jig.root") + "/jig");
        assertThat(result.error()).startsWith("jig: ");
        assertThat(result.exit()).isEqualTo(Exit.FAILURE.code());
    }

    @Test
    void verboseShowsWhereAFailureCameFrom() {
        Captured result = Captured.of("run", "trace_signl", "--verbose");
        assertThat(result.err()).contains("\tat dev.jig.");
        assertThat(result.exit()).isEqualTo(Exit.USAGE.code());
    }
}
