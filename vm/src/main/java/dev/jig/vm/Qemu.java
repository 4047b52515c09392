// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command line of a virtual machine. A value.
///
/// @param accelerator `kvm` or `tcg`
/// @param cpus processors. One for a guest with a JVM under TCG: with several, translated code that
///   one of them patches while another runs it was seen to crash C1's
/// @param memoryMiB size of its memory
/// @param kernelOptions more words of the kernel's command line
record Qemu(
        StockKernel kernel,
        Path initramfs,
        String accelerator,
        int cpus,
        int memoryMiB,
        String kernelOptions) {

    private static final String PROGRAM = "qemu-system-x86_64";

    /// Indirect jumps without detours and four levels of page tables: what an emulated processor
    /// pays for mitigations is a third of all its time.
    private static final String KERNEL_OPTIONS =
            "console=ttyS0 quiet panic=-1 mitigations=off no5lvl";

    /// All that can be emulated, but what costs more than it gives: string instructions that go by
    /// single bytes, which the kernel would take for those that it copies and clears pages with,
    /// and checks of what the kernel may touch.
    private static final String PROCESSOR = "max,-erms,-fsrm,-smap,-smep,-umip,-pku";

    /// The machine without its devices but the console, which goes to a file.
    List<String> machine(Path console) {
        return List.of(
                PROGRAM,
                "-accel",
                accelerator,
                "-smp",
                Integer.toString(cpus),
                "-cpu",
                PROCESSOR,
                "-m",
                Integer.toString(memoryMiB),
                "-nodefaults",
                "-no-user-config",
                "-display",
                "none",
                "-no-reboot",
                "-kernel",
                kernel.image().toString(),
                "-initrd",
                initramfs.toString(),
                "-append",
                (KERNEL_OPTIONS + " " + kernelOptions).strip(),
                "-serial",
                "file:" + console);
    }

    /// The machine with the host's files, the job's directory, and either a terminal or two ports.
    List<String> machine(Path console, Path hostSocket, Path jobSocket, boolean terminal) {
        List<String> command = new ArrayList<>(machine(console));
        String memory = memoryMiB + "M";
        command.addAll(
                List.of(
                        "-object",
                        "memory-backend-memfd,id=memory,share=on,size=" + memory,
                        "-numa",
                        "node,memdev=memory"));
        share(command, "host", hostSocket);
        share(command, "job", jobSocket);
        command.addAll(List.of("-device", "virtio-serial-pci"));
        if (terminal) {
            command.addAll(
                    List.of(
                            "-chardev",
                            "stdio,id=terminal,signal=off",
                            "-device",
                            "virtconsole,chardev=terminal"));
        } else {
            command.addAll(
                    List.of(
                            "-chardev",
                            "stdio,id=out,signal=off",
                            "-device",
                            "virtserialport,chardev=out,nr=1",
                            "-chardev",
                            "file,id=err,append=on,path=/dev/fd/2",
                            "-device",
                            "virtserialport,chardev=err,nr=2"));
        }
        return command;
    }

    private static void share(List<String> command, String tag, Path socket) {
        command.addAll(
                List.of(
                        "-chardev",
                        "socket,id=" + tag + ",path=" + socket,
                        "-device",
                        "vhost-user-fs-pci,chardev=" + tag + ",tag=" + tag));
    }
}
