// SPDX-License-Identifier: Apache-2.0
package dev.jig.container;

/// Where a container runs.
///
/// @param pid its first process in this machine's numbers, 0 if it does not run
/// @param startedAt nanoseconds since 1970, 0 if not known
/// @param mountNamespace inode number of its mount namespace, 0 if not known
/// @param networkNamespace inode number of its network namespace, 0 if not known
/// @param hostNetwork whether that is the host's
/// @param cgroup path of its control group below the hierarchy's root
/// @param cgroupId inode number of that directory (version 2), 0 if not known
public record Execution(
        int pid,
        long startedAt,
        long mountNamespace,
        long networkNamespace,
        boolean hostNetwork,
        String cgroup,
        long cgroupId) {
    public static final Execution NONE = new Execution(0, 0, 0, 0, false, "", 0);

    /// One of which only the process is known.
    public static Execution of(int pid) {
        return new Execution(pid, 0, 0, 0, false, "", 0);
    }

    Execution withStart(long nanos) {
        return new Execution(
                pid, nanos, mountNamespace, networkNamespace, hostNetwork, cgroup, cgroupId);
    }

    /// This one's facts, and where it has none, those known before of the same process.
    Execution over(Execution older) {
        if (older.pid != pid || older.mountNamespace == 0) {
            return this;
        }
        return mountNamespace == 0 ? older : withStart(older.startedAt);
    }
}
