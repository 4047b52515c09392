// SPDX-License-Identifier: Apache-2.0
/// Boots stock kernels under QEMU with this machine's files, and runs the live tests in them.
@org.jspecify.annotations.NullMarked
module dev.jig.vm {
    requires static org.jspecify;
    requires org.junit.platform.engine;
    requires org.junit.platform.launcher;
    requires org.junit.platform.reporting;
}
