// SPDX-License-Identifier: Apache-2.0

import org.jspecify.annotations.NullMarked;

/// Gadget images: layout, build and inspection.
@NullMarked
module dev.jig.image {
    requires static org.jspecify;
    requires transitive dev.jig.object;

    exports dev.jig.image;
}
