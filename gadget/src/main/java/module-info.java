// SPDX-License-Identifier: Apache-2.0

import org.jspecify.annotations.NullMarked;

/// Gadgets: data sources, fields, params, metadata and output.
@NullMarked
module dev.jig.gadget {
    requires static org.jspecify;
    requires transitive dev.jig.ebpf;
    requires org.snakeyaml.engine;
    requires tools.jackson.core;
}
