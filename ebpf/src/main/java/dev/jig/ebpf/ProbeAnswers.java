// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.ebpf.sys.Descriptors;
import java.util.Set;

/// Makes answers of what system calls return. Only the error number that a kernel without the
/// feature gives means no.
final class ProbeAnswers {
    private final Descriptors descriptors;

    ProbeAnswers(Descriptors descriptors) {
        this.descriptors = descriptors;
    }

    /// A call that works where the feature is there; it made a descriptor, which is closed.
    Probe made(Feature feature, long result, Errno... no) {
        if (result >= 0) {
            descriptors.close((int) result);
            return Probe.yes(feature);
        }
        return refused(feature, result, Set.of(), Set.of(no));
    }

    /// A call that is not meant to work, but fails in another way where the feature is there.
    /// Should it work and make a descriptor, that is closed.
    ///
    /// @param yes error numbers of a kernel that has it
    /// @param no error numbers of a kernel that has not
    Probe refused(Feature feature, long result, Set<Errno> yes, Set<Errno> no) {
        if (result > 0) {
            descriptors.close((int) result);
        }
        Errno errno = Errno.of(-result);
        if (result >= 0 || yes.contains(errno)) {
            return Probe.yes(feature);
        }
        return no.contains(errno) ? no(feature, errno) : unknown(feature, errno);
    }

    private static Probe no(Feature feature, Errno errno) {
        return new Probe(feature, Answer.NO, "the kernel answers " + errno);
    }

    private static Probe unknown(Feature feature, Errno errno) {
        return new Probe(
                feature, Answer.UNKNOWN, "the probe failed: " + KernelException.fact(errno));
    }
}
