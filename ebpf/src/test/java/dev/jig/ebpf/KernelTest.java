// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jig.ebpf.Kallsyms.Symbol;
import dev.jig.ebpf.sys.Syscall;
import dev.jig.object.btf.BtfBuilder;
import dev.jig.object.btf.BtfKind;
import dev.jig.object.btf.BtfType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelTest {
    private final FakeKernel fake = new FakeKernel();

    @Test
    void cpus() {
        assertThat(fake.kernel().possibleCpus()).isEqualTo(4);
        assertThat(fake.kernel().onlineCpus()).containsExactly(0, 1, 3);
        fake.file("/sys/devices/system/cpu/possible", "0,2-3,127\n");
        assertThat(fake.kernel().possibleCpus()).isEqualTo(128);
        fake.file("/sys/devices/system/cpu/possible", "0-99999999\n");
        assertThatThrownBy(() -> fake.kernel().possibleCpus())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "6.12.5-amd64, '', 'Linux version 6.12.5-amd64', 6.12.5",
        "5.4.0-42-generic, 'Ubuntu 5.4.0-42.46-generic 5.4.44', 'Linux version 5.4.0', 5.4.44",
        "6.1.0-18-amd64, '', 'Linux (gcc) #1 SMP PREEMPT Debian 6.1.76-1 (2024-02-01)', 6.1.76",
        "6.18-rc1, '', '', 6.18.0",
        "4.19.300, '', '', 4.19.300"
    })
    void version(String release, String ubuntu, String debian, String version) {
        fake.file("/proc/sys/kernel/osrelease", release + "\n").file("/proc/version", debian);
        if (!ubuntu.isEmpty()) {
            fake.file("/proc/version_signature", ubuntu + "\n");
        }
        assertThat(fake.kernel().version()).hasToString(version);
    }

    @Test
    void versionCodeStopsAt255() {
        assertThat(new KernelVersion(4, 19, 300).code()).isEqualTo(0x0413ff);
        assertThat(new KernelVersion(6, 1, 0)).isGreaterThan(new KernelVersion(5, 19, 17));
    }

    @Test
    void lockdown() {
        assertThat(fake.kernel().lockdown()).isEqualTo(Lockdown.NONE);
        fake.file("/sys/kernel/security/lockdown", "none integrity [confidentiality]\n");
        assertThat(fake.kernel().lockdown()).isEqualTo(Lockdown.CONFIDENTIALITY);
        fake.file("/sys/kernel/security/lockdown", "none\n");
        assertThat(fake.kernel().lockdown()).isEqualTo(Lockdown.UNKNOWN);
    }

    @Test
    void capabilities() {
        fake.file("/proc/self/status", "CapInh:\t0\nCapEff:\t000000c000000000\n");
        assertThat(fake.kernel().capabilities())
                .containsExactly(Capability.CAP_PERFMON, Capability.CAP_BPF);
    }

    @Test
    void tracefsByDebugfs() {
        fake.file("/proc/self/mountinfo", "1 1 0:5 / /deb\\040ug rw - debugfs d rw\n")
                .file("/deb ug/tracing/events/sched/sched_switch/id", "316\n");
        try (Kernel kernel = fake.kernel()) {
            assertThat(kernel.tracefs()).hasToString("Optional[/deb ug/tracing]");
            assertThat(kernel.hasTracepoint("sched", "sched_switch")).isTrue();
            assertThat(kernel.hasTracepoint("sched", "../sched/sched_switch")).isFalse();
            assertThat(kernel.hasTracepoint("sched", "no")).isFalse();
        }
    }

    @Test
    void tracefsOfOurOwn() {
        fake.file("/proc/self/mountinfo", "");
        fake.on(Syscall.FSOPEN, (_, _) -> fake.newFd());
        fake.on(Syscall.FSMOUNT, (_, _) -> fake.newFd());
        try (Kernel kernel = fake.kernel()) {
            assertThat(kernel.tracefs()).hasToString("Optional[/proc/self/fd/101]");
            assertThat(fake.open()).containsExactly(101);
        }
        assertThat(fake.open()).isEmpty();
    }

    @Test
    void tracefsThatMayNotBeMounted() {
        fake.file("/proc/self/mountinfo", "").file("/proc/self/status", "CapEff:\t0\n");
        fake.on(Syscall.FSOPEN, (_, _) -> -Errno.EPERM.number());
        try (Kernel kernel = fake.kernel()) {
            assertThat(kernel.tracefs()).isEmpty();
            assertThatThrownBy(() -> kernel.hasTracepoint("sched", "sched_switch"))
                    .isInstanceOf(PermissionException.class)
                    .hasMessage(
                            "mount tracefs: not permitted [EPERM]"
                                    + " (missing CAP_PERFMON, CAP_BPF; run as root)");
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    @Test
    void buildOptions() throws IOException {
        fake.file(
                "/proc/config.gz",
                gzip("#\n# CONFIG_A is not set\nCONFIG_B=y\nCONFIG_HZ=250\nCONFIG_T=\"x=y\"\n"));
        Kernel kernel = fake.kernel();
        assertThat(kernel.config("CONFIG_A")).contains("n");
        assertThat(kernel.config("CONFIG_B")).contains("y");
        assertThat(kernel.config("CONFIG_HZ")).contains("250");
        assertThat(kernel.config("CONFIG_T")).contains("\"x=y\"");
        assertThat(kernel.config("CONFIG_NONE")).isEmpty();
    }

    @Test
    void symbols() {
        fake.file(
                "/proc/kallsyms",
                """
                ffffffff81000000 T one
                ffffffff81000100 t two\t[mod]
                ffffffff81000200 t two.isra.0
                not a line
                ffffffff81000300 D data
                ffffffff81000400 t twice
                ffffffff81000500 t twice
                """);
        Kallsyms kallsyms = fake.kernel().kallsyms();
        assertThat(kallsyms.addressesVisible()).isTrue();
        assertThat(kallsyms.address("one")).hasValue(0xffffffff81000000L);
        assertThat(kallsyms.address("none")).isEmpty();
        assertThat(kallsyms.functions("two"))
                .containsExactly(
                        new Symbol(0xffffffff81000100L, 't', "two", "mod"),
                        new Symbol(0xffffffff81000200L, 't', "two.isra.0", ""));
        assertThat(kallsyms.hasFunction("data")).isFalse();
        assertThat(kallsyms.at(0xffffffff810001ffL)).map(Symbol::name).contains("two");
        assertThat(kallsyms.at(0xffffffff80000000L)).isEmpty();
        assertThatThrownBy(() -> kallsyms.address("twice"))
                .hasMessage("find kernel symbol twice: 2 symbols have the name");
    }

    @Test
    void hiddenAddresses() {
        fake.file("/proc/kallsyms", "0000000000000000 T one\n0000000000000000 T two\n");
        Kallsyms kallsyms = fake.kernel().kallsyms();
        assertThat(kallsyms.addressesVisible()).isFalse();
        assertThat(kallsyms.hasFunction("one")).isTrue();
        assertThatThrownBy(() -> kallsyms.address("one"))
                .hasMessage(
                        "find kernel symbol one: the kernel hides addresses"
                                + " (sysctl kernel.kptr_restrict)");
        assertThat(kallsyms.at(5)).isEmpty();
    }

    @Test
    void longSymbolTable() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            text.append("%016x t function_number_%d%n".formatted(i + 1, i));
        }
        fake.file("/proc/kallsyms", text.toString());
        Kallsyms kallsyms = fake.kernel().kallsyms();
        assertThat(kallsyms.address("function_number_19999")).hasValue(20_000);
        assertThat(kallsyms.at(12_345)).map(Symbol::name).contains("function_number_12344");
        fake.file("/proc/kallsyms", "x".repeat(100_000));
        assertThatThrownBy(() -> fake.kernel().kallsyms().hasFunction("x"))
                .hasMessageContaining("a line of more than 4096 bytes");
    }

    private static BtfBuilder types() {
        BtfBuilder builder = new BtfBuilder(ByteOrder.nativeOrder());
        builder.add(new BtfType.Int("int", 4, 32, 0, true, false, false));
        return builder;
    }

    @Test
    void typesOfKernelAndModules() {
        fake.file("/sys/kernel/btf/vmlinux", types().build().toArray())
                .file("/sys/kernel/btf/broken", "this is no BTF at all");
        try (Kernel kernel = fake.kernel()) {
            assertThat(kernel.btf().find(BtfKind.INT, "int")).hasValue(1);
            assertThat(kernel.coreTargets().modules().get()).isEmpty();
            assertThat(kernel.warnings()).hasSize(1);
            assertThat(kernel.warnings().getFirst()).startsWith("read types of module broken: ");
        }
    }

    @Test
    void kernelWithoutTypes() {
        assertThatThrownBy(() -> fake.kernel().btf())
                .isInstanceOf(UnsupportedException.class)
                .hasMessage(
                        "read types of the kernel: this kernel has no kernel type information"
                                + " (BTF) (since 5.4, CONFIG_DEBUG_INFO_BTF)");
    }
}
