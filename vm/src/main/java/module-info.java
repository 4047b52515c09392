// SPDX-License-Identifier: Apache-2.0
/// Boots stock kernels under QEMU with this machine's files.
@org.jspecify.annotations.NullMarked
module dev.jig.vm {
    requires static org.jspecify;
}
