// SPDX-License-Identifier: Apache-2.0

import org.jspecify.annotations.NullMarked;

/// The jig command. The only module that reads the command line and decides about the process:
/// signals, exit code, what goes to stdout and what to stderr.
@NullMarked
module dev.jig.cli {
    requires static org.jspecify;
    requires dev.jig.container;
    requires dev.jig.ebpf;
    requires dev.jig.gadget;
    requires dev.jig.image;
    requires dev.jig.object;
    requires info.picocli;
    requires tools.jackson.core;
}
