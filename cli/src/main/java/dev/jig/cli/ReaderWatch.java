// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.ebpf.sys.Syscalls;

/// Notices that whoever reads our stdout has gone, although nothing is being written: in `jig run
/// trace_exec | head -1` the pipe breaks after one event and the next may be hours away.
final class ReaderWatch implements EventStream.Watch {
    private final PollThread thread;

    private ReaderWatch(PollThread thread) {
        this.thread = thread;
    }

    /// Begins to watch stdout.
    static ReaderWatch start(Syscalls syscalls, StopRequest stop) {
        return new ReaderWatch(
                PollThread.start(
                        "jig-reader-watch",
                        syscalls,
                        Tty.OUT,
                        (short) 0,
                        sleep -> {
                            if (sleep.untilReady() != 0) {
                                stop.make();
                            }
                        }));
    }

    /// Ends the watch and its thread.
    @Override
    public void close() {
        thread.close();
    }
}
