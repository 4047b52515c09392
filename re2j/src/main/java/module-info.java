// SPDX-License-Identifier: Apache-2.0

/// RE2/J, unchanged: regular expressions that take linear time.
module com.google.re2j {
    exports com.google.re2j;
}
