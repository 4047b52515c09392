// SPDX-License-Identifier: Apache-2.0
/// Bytes to values: ELF, BTF, instructions, CO-RE relocation and linking. No privileges, no native
/// access, no dependencies; runs on any operating system.
@org.jspecify.annotations.NullMarked
module dev.jig.object {
    requires static transitive org.jspecify;

    exports dev.jig.object;
    exports dev.jig.object.btf;
    exports dev.jig.object.core;
    exports dev.jig.object.elf;
    exports dev.jig.object.flow;
    exports dev.jig.object.insn;
    exports dev.jig.object.trampoline;
}
