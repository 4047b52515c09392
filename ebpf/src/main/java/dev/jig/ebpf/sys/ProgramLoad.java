// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.sys;

import java.lang.foreign.MemorySegment;

/// What `BPF_PROG_LOAD` takes. Memory of size 0 is sent as a null pointer.
///
/// @param code 8 bytes a slot
/// @param license ends in NUL
/// @param btfFd types of the program, 0 for none
/// @param functionInfo records of 8 bytes
/// @param lineInfo records of 16 bytes
/// @param attachType 0 for none
/// @param attachBtfId what it attaches to by BTF, 0 for none
/// @param attachBtfFd module whose BTF that id is of, 0 for the kernel itself
/// @param fdArray descriptors that instructions index
/// @param log where the verifier writes; used if `logLevel` is not 0
public record ProgramLoad(
        int type,
        String name,
        MemorySegment code,
        MemorySegment license,
        int flags,
        int kernelVersion,
        int attachType,
        int btfFd,
        MemorySegment functionInfo,
        MemorySegment lineInfo,
        int attachBtfId,
        int attachBtfFd,
        MemorySegment fdArray,
        int logLevel,
        MemorySegment log) {
    private static final MemorySegment NONE = MemorySegment.NULL;

    /// A program of nothing but code and licence.
    public static ProgramLoad plain(int type, MemorySegment code, MemorySegment license) {
        return new ProgramLoad(
                type, "", code, license, 0, 0, 0, 0, NONE, NONE, 0, 0, NONE, 0, NONE);
    }

    public ProgramLoad attaching(int newAttachType, int btfId) {
        return new ProgramLoad(
                type,
                name,
                code,
                license,
                flags,
                kernelVersion,
                newAttachType,
                btfFd,
                functionInfo,
                lineInfo,
                btfId,
                attachBtfFd,
                fdArray,
                logLevel,
                log);
    }

    public ProgramLoad withFlags(int newFlags) {
        return new ProgramLoad(
                type,
                name,
                code,
                license,
                newFlags,
                kernelVersion,
                attachType,
                btfFd,
                functionInfo,
                lineInfo,
                attachBtfId,
                attachBtfFd,
                fdArray,
                logLevel,
                log);
    }

    public ProgramLoad withLog(int level, MemorySegment memory) {
        return new ProgramLoad(
                type,
                name,
                code,
                license,
                flags,
                kernelVersion,
                attachType,
                btfFd,
                functionInfo,
                lineInfo,
                attachBtfId,
                attachBtfFd,
                fdArray,
                level,
                memory);
    }
}
