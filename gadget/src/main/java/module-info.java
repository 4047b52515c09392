// SPDX-License-Identifier: Apache-2.0

import org.jspecify.annotations.NullMarked;

/// Gadgets: data sources, fields, params, metadata and output.
@NullMarked
module dev.jig.gadget {
    requires static org.jspecify;
    requires transitive dev.jig.container;
    requires transitive dev.jig.ebpf;
    requires com.google.re2j;
    requires org.snakeyaml.engine;
    requires tools.jackson.core;

    exports dev.jig.gadget;
    exports dev.jig.gadget.filter;
    exports dev.jig.gadget.metadata;
    exports dev.jig.gadget.names;
    exports dev.jig.gadget.output;
    exports dev.jig.gadget.param;
    exports dev.jig.gadget.run;
    exports dev.jig.gadget.schema;
    exports dev.jig.gadget.stack;
}
