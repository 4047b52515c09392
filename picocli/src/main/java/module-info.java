// SPDX-License-Identifier: Apache-2.0

/// picocli, unchanged, under the module name its own jar has.
module info.picocli {
    requires static java.logging;
    requires static java.sql;

    exports picocli;
}
