// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.ebpf.sys.NativeSyscalls;
import dev.jig.gadget.output.OutputTarget;

/// Where the events of a run are printed.
interface EventStream {
    OutputTarget target();

    /// Begins to make the wish to stop as soon as nobody will ever read what is printed.
    Watch watch(StopRequest stop);

    /// Closing it ends the watch.
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /// Stdout of this process. Nothing is asked of the kernel before a run needs it.
    static EventStream ofProcess() {
        return new EventStream() {
            @Override
            public OutputTarget target() {
                return new StandardOutput();
            }

            @Override
            public Watch watch(StopRequest stop) {
                return ReaderWatch.start(new NativeSyscalls(), stop);
            }
        };
    }
}
