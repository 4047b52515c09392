// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.sys;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/// The running kernel, through libc's `syscall`. Linking a downcall takes about 25 ms and each
/// further shape about 10, so everything goes through this one shape of seven longs; the function's
/// address is an argument and the error number is read at its offset, since a bound handle and a
/// handle for the variable would cost 7 ms more each. The error number is captured within the call:
/// the JVM may make calls of its own before Java code could read it.
public final class NativeSyscalls implements Syscalls {
    private static final StructLayout STATE = Linker.Option.captureStateLayout();

    /// On Linux the state is `errno` alone.
    private static final long ERRNO = 0;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MemorySegment FUNCTION = LINKER.defaultLookup().findOrThrow("syscall");
    private static final MethodHandle SYSCALL = link();
    private static final ThreadLocal<MemorySegment> CAPTURE =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

    private final Architecture architecture = Architecture.current();

    private static MethodHandle link() {
        FunctionDescriptor sevenLongs =
                FunctionDescriptor.of(
                        JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                        JAVA_LONG);
        return LINKER.downcallHandle(
                sevenLongs,
                Linker.Option.firstVariadicArg(1),
                Linker.Option.captureCallState("errno"));
    }

    @Override
    public long call(Syscall call, long a, long b, long c, long d, long e, long f) {
        MemorySegment state = CAPTURE.get();
        long result = invoke(state, call.number(architecture), a, b, c, d, e, f);
        return result == -1 ? -(long) state.get(JAVA_INT, ERRNO) : result;
    }

    @Override
    public Architecture architecture() {
        return architecture;
    }

    private static long invoke(
            MemorySegment state, long number, long a, long b, long c, long d, long e, long f) {
        try {
            return (long) SYSCALL.invokeExact(FUNCTION, state, number, a, b, c, d, e, f);
        } catch (RuntimeException | Error unexpected) {
            throw unexpected;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
