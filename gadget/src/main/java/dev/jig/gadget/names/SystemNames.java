// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.names;

import dev.jig.container.ContainerSnapshot;
import dev.jig.container.Containers;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// The running system's names.
record SystemNames(
        AccountNames users,
        AccountNames groups,
        WallClock clock,
        @Nullable Containers known,
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
    public ContainerSnapshot containers() {
        return known == null ? ContainerSnapshot.EMPTY : known.snapshot();
    }
}
