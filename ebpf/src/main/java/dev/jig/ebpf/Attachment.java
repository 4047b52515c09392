// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

/// A link in the making.
///
/// @param undo takes back what was done so far
record Attachment(Kernel kernel, Program program, AttachTarget target, Undo undo) {

    /// Makes a new descriptor part of the link.
    ///
    /// @param result a descriptor or a negated error number
    /// @return the descriptor
    int own(long result) {
        if (result < 0) {
            throw refused(result);
        }
        undo.add(() -> kernel.host().descriptors().close((int) result));
        return (int) result;
    }

    void checked(long result) {
        if (result < 0) {
            throw refused(result);
        }
    }

    OpenLink link(String mechanism) {
        return new OpenLink(program.name(), target, mechanism, undo);
    }

    RuntimeException refused(long result) {
        Errno errno = Errno.of(-result);
        if (errno == Errno.EPERM || errno == Errno.EACCES) {
            return Failures.forbidden(
                    kernel, "attach program " + program.name() + " to", target.toString(), errno);
        }
        return failure(KernelException.fact(errno), errno);
    }

    AttachException failure(String fact, Errno errno) {
        return new AttachException(program.name(), target.toString(), fact, errno, null);
    }

    UnsupportedException unsupported(Feature feature) {
        return Failures.unsupported("attach program " + program.name() + " to " + target, feature);
    }
}
