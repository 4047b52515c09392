// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.names.NameSource;
import dev.jig.gadget.stack.StackSource;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A machine with a few users whose clocks stand at a fixed distance.
public final class TestNames implements NameSource {
    /// 2026-11-21T04:00:00Z.
    public static final long BOOT = 1_795_233_600_000_000_000L;

    /// What a stamp of 0 stands for: the reading of a clock that moves on.
    private long now = BOOT + 77;

    private final ZoneId zone;
    private final List<User> users = new ArrayList<>();

    private StackSource stacks = StackSource.NONE;

    private final Map<String, String> variables = new HashMap<>();

    private record User(int id, List<byte[]> utf8) {}

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
        users.add(new User(uid, List.of(name.getBytes(StandardCharsets.UTF_8))));
        return this;
    }

    @Override
    public byte @Nullable [] user(int uid) {
        for (int i = 0; i < users.size(); i++) {
            if (users.get(i).id() == uid) {
                return users.get(i).utf8().getFirst();
            }
        }
        return null;
    }

    @Override
    public byte @Nullable [] group(int gid) {
        return user(gid);
    }

    @Override
    public long unixNanos(long bootStamp) {
        return bootStamp == 0 ? now++ : BOOT + bootStamp;
    }

    public TestNames stacks(StackSource known) {
        stacks = known;
        return this;
    }

    @Override
    public StackSource stacks() {
        return stacks;
    }

    public TestNames variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    @Override
    public String environment(String variable) {
        return variables.getOrDefault(variable, "");
    }

    @Override
    public ZoneId zone() {
        return zone;
    }
}
