// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.names;

import dev.jig.container.ContainerSnapshot;
import dev.jig.container.Containers;
import dev.jig.gadget.stack.StackSource;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The running system's names.
record SystemNames(
        AccountNames users,
        AccountNames groups,
        WallClock clock,
        @Nullable Containers known,
        StackSource stacks,
        Map<String, String> variables,
        ZoneId zone)
        implements NameSource {
    @Override
    public byte @Nullable [] user(int uid) {
        return users.utf8(uid);
    }

    @Override
    public byte @Nullable [] group(int gid) {
        return groups.utf8(gid);
    }

    @Override
    public long unixNanos(long bootStamp) {
        return clock.unixNanos(bootStamp);
    }

    @Override
    public String environment(String variable) {
        return variables.getOrDefault(variable, "");
    }

    @Override
    public ContainerSnapshot containers() {
        return known == null ? ContainerSnapshot.EMPTY : known.snapshot();
    }
}
