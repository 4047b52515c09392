// SPDX-License-Identifier: Apache-2.0

import org.jspecify.annotations.NullMarked;

/// The jig command.
@NullMarked
module dev.jig.cli {
    requires static org.jspecify;
    requires dev.jig.image;
    requires info.picocli;
}
