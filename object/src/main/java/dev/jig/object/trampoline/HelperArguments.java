// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.trampoline;

/// How kernel helpers take arguments, by number (`enum bpf_func_id`, include/uapi/linux/bpf.h).
final class HelperArguments {
    static final int TAIL_CALL = 12;

    private static final int MOST = 5;

    private HelperArguments() {}

    /// How many arguments a helper takes, at most. Registers behind them may hold anything.
    static int count(long helper) {
        return switch ((int) helper) {
            case 5, 7, 8, 14, 15, 35, 42, 80, 118, 125, 158, 160, 208 -> 0;
            case 123, 175 -> 1;
            case 1, 3, 16, 37, 132, 133 -> 2;
            case 4, 45, 112, 113, 114, 115, 131, 147 -> 3;
            case 2, 130 -> 4;
            default -> MOST;
        };
    }

    /// Whether a helper takes the context and does the same with a trampoline's: it puts events or
    /// stacks of the place that is probed out (perf_event_output, get_stackid, get_stack).
    static boolean takesAnyContext(long helper) {
        return helper == 25 || helper == 27 || helper == 67;
    }
}
