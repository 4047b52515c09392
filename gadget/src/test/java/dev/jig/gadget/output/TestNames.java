// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.names.NameSource;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A machine with a few users whose clocks stand at a fixed distance.
public final class TestNames implements NameSource {
    /// 2026-11-21T04:00:00Z.
    public static final long BOOT = 1_795_233_600_000_000_000L;

    /// What a stamp of 0 stands for: the reading of a clock that moves on.
    private long now = BOOT + 77;

    private final ZoneId zone;
    private final Map<Integer, byte[]> users = new HashMap<>();

    private TestNames(ZoneId zone) {
        this.zone = zone;
        user(0, "root").user(1000, "ann");
    }

    public static TestNames utc() {
        return new TestNames(ZoneId.of("UTC"));
    }

    public static TestNames in(String zone) {
        return new TestNames(ZoneId.of(zone));
    }

    public TestNames user(int uid, String name) {
        users.put(uid, name.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    @Override
    public byte @Nullable [] user(int uid) {
        return users.get(uid);
    }

    @Override
    public byte @Nullable [] group(int gid) {
        return users.get(gid);
    }

    @Override
    public long unixNanos(long bootStamp) {
        return bootStamp == 0 ? now++ : BOOT + bootStamp;
    }

    @Override
    public ZoneId zone() {
        return zone;
    }
}
