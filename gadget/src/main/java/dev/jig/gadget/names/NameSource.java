// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.names;

import dev.jig.container.ContainerSnapshot;
import dev.jig.container.Containers;
import dev.jig.gadget.stack.StackSource;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What output needs to know of the machine: who its users are and what time it is. Asked on the
/// event path: answers come from memory at once and allocate nothing.
public interface NameSource {
    /// A user's name in UTF-8; null if the number has none. The array must not be changed.
    byte @Nullable [] user(int uid);

    /// A group's name in UTF-8; null if the number has none. The array must not be changed.
    byte @Nullable [] group(int gid);

    /// Nanoseconds since 1970 of a stamp of the boot-time clock; of this moment if it is 0.
    long unixNanos(long bootStamp);

    /// The containers of this moment.
    default ContainerSnapshot containers() {
        return ContainerSnapshot.EMPTY;
    }

    /// The stacks that events refer to.
    default StackSource stacks() {
        return StackSource.NONE;
    }

    /// An environment variable that may be shown; `""` for any other. May allocate.
    default String environment(String variable) {
        return "";
    }

    /// The zone in which times are shown.
    ZoneId zone();

    /// Names and times of this system, in its time zone.
    static NameSource of(AccountNames users, AccountNames groups, WallClock clock) {
        return of(users, groups, clock, null, StackSource.NONE, Map.of());
    }

    /// The same with the names of containers, and of what is on stacks.
    ///
    /// @param environment variables that may be shown
    static NameSource of(
            AccountNames users,
            AccountNames groups,
            WallClock clock,
            @Nullable Containers containers,
            StackSource stacks,
            Map<String, String> environment) {
        return new SystemNames(
                users, groups, clock, containers, stacks, environment, ZoneId.systemDefault());
    }
}
