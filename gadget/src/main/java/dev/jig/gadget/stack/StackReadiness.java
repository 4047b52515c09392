// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.stack;

/// Tells those who would rather wait for it whether all is known of a stack of user space. For one
/// thread.
public interface StackReadiness {
    /// Whether all is known of a stack that can be known. Otherwise it is being found out. Returns
    /// at once and allocates nothing where the answer is yes. The arguments are those of {@link
    /// StackSource}.
    boolean ready(int id, int pid, long startCode, long startStack);

    /// Waits until nothing is being found out.
    ///
    /// @param millis at most so long
    void await(long millis);
}
