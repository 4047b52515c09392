// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

/// What was found out about one feature.
///
/// @param detail what the kernel said, `""` if the answer says all
public record Probe(Feature feature, Answer answer, String detail) {
    static Probe yes(Feature feature) {
        return new Probe(feature, Answer.YES, "");
    }

    static Probe no(Feature feature, String detail) {
        return new Probe(feature, Answer.NO, detail);
    }

    static Probe unknown(Feature feature, String detail) {
        return new Probe(feature, Answer.UNKNOWN, detail);
    }
}
