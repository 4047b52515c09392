// SPDX-License-Identifier: Apache-2.0

import org.jspecify.annotations.NullMarked;

/// What a gadget's files say, without a kernel: diagrams, listings, sizes, needs, differences. No
/// class of this module loads one of dev.jig.ebpf, so that it works on any operating system.
@NullMarked
module dev.jig.image {
    requires static org.jspecify;
    requires transitive dev.jig.gadget;
    requires transitive dev.jig.object;

    exports dev.jig.image;
    exports dev.jig.image.coverage;
    exports dev.jig.image.diff;
    exports dev.jig.image.document;
    exports dev.jig.image.info;
    exports dev.jig.image.listing;
    exports dev.jig.image.memory;
    exports dev.jig.image.need;
    exports dev.jig.image.page;
    exports dev.jig.image.resolve;
}
