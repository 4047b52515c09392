// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.ebpf.BpfObject;
import dev.jig.ebpf.Kernel;
import dev.jig.ebpf.LoadOptions;
import dev.jig.ebpf.TestRun;
import dev.jig.image.coverage.Calibration;
import dev.jig.object.Bytes;
import dev.jig.object.JigException;
import java.util.OptionalLong;

/// Measures what it costs on this machine to count once.
final class CountingCost {
    private static final int REPETITIONS = 10_000;
    private static final int ATTEMPTS = 3;
    private static final int PACKET_BYTES = 64;
    private static final int PICOSECONDS = 1000;

    private CountingCost() {}

    /// Picoseconds; empty if the kernel does not measure it.
    static OptionalLong measure(Kernel kernel) {
        try (BpfObject object =
                BpfObject.load(Calibration.object(), kernel, LoadOptions.defaults())) {
            long idle = nanoseconds(object, Calibration.IDLE);
            long counting = nanoseconds(object, Calibration.COUNTING);
            return OptionalLong.of(Math.max(0, counting - idle) * PICOSECONDS / Calibration.COUNTS);
        } catch (JigException e) {
            return OptionalLong.empty();
        }
    }

    /// The least of several: others work on this machine, too.
    private static long nanoseconds(BpfObject object, String program) {
        TestRun.Input packet =
                new TestRun.Input(Bytes.zeros(PACKET_BYTES), Bytes.empty(), REPETITIONS);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS; i++) {
            least = Math.min(least, object.program(program).testRun(packet).nanoseconds());
        }
        return least;
    }
}
