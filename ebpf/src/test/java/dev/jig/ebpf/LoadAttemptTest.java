// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.ebpf.sys.Bpf;
import dev.jig.ebpf.sys.BpfCommand;
import dev.jig.ebpf.sys.ProgramLoad;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadAttemptTest {
    private final FakeKernel fake = new FakeKernel();
    private final Arena arena = Arena.ofConfined();
    private final List<Integer> sizes = new ArrayList<>();

    @AfterEach
    void free() {
        arena.close();
    }

    private LoadAttempt.Result run(int level) {
        ProgramLoad load =
                ProgramLoad.plain(1, Code.trivial().allocate(arena), arena.allocateFrom("GPL"));
        return new LoadAttempt(new Bpf(fake), load).run(level);
    }

    /// A verifier whose log has so many bytes.
    private void verdict(Errno errno, int logBytes, boolean tellsSize) {
        fake.on(
                BpfCommand.PROGRAM_LOAD,
                (_, attr) -> {
                    int size = FakeKernel.intAt(attr, 28);
                    sizes.add(size);
                    if (size == 0) {
                        return -errno.number();
                    }
                    write(FakeKernel.at(FakeKernel.longAt(attr, 32), size), logBytes);
                    if (tellsSize) {
                        attr.set(ValueLayout.JAVA_INT, 140, logBytes);
                    }
                    boolean fits = logBytes <= size;
                    return fits ? -errno.number() : -Errno.ENOSPC.number();
                });
    }

    private static void write(MemorySegment log, int bytes) {
        long length = Math.min(log.byteSize(), bytes) - 1;
        log.asSlice(0, length).fill((byte) 'x');
    }

    @Test
    void noLogWithoutNeed() {
        assertThat(run(0).log()).isEmpty();
        assertThat(fake.log())
                .containsExactly("PROGRAM_LOAD prog_type=1 insn_cnt=2 insns=* license=*");
    }

    @Test
    void logOnRequest() {
        assertThat(run(2).status()).isPositive();
        assertThat(fake.log()).hasSize(1);
        assertThat(fake.log().getFirst()).contains("log_level=2 log_size=65536 log_buf=*");
    }

    @Test
    void logDoublesUntilItFits() {
        verdict(Errno.EINVAL, 200_000, false);
        LoadAttempt.Result result = run(0);
        assertThat(sizes).containsExactly(0, 65536, 131072, 262144);
        assertThat(result.status()).isEqualTo(-Errno.EINVAL.number());
        assertThat(result.log()).hasSize(199_999);
    }

    @Test
    void logGrowsToWhatTheKernelSays() {
        verdict(Errno.EACCES, 1_000_000, true);
        assertThat(run(0).log()).hasSize(999_999);
        assertThat(sizes).containsExactly(0, 65536, 1_000_000);
    }

    @Test
    void refusalWithoutLogKeepsItsError() {
        fake.refuse(BpfCommand.PROGRAM_LOAD, Errno.EPERM);
        assertThat(run(0)).isEqualTo(new LoadAttempt.Result(-Errno.EPERM.number(), ""));
    }
}
