// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import dev.jig.object.btf.Btf;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Looks for a member by name, also among those of unnamed structs and unions, in the order of
/// declaration.
final class MemberSearch {
    private static final int MOST_DEPTH = 32;

    private final Btf btf;

    /// With a NUL at the end.
    private final byte[] name;

    private final Set<Integer> searched = new HashSet<>();

    /// A member.
    ///
    /// @param composite the struct or union that declares it
    /// @param bitOffset from the start of the struct or union in which the search began
    record Found(int composite, int index, long bitOffset) {}

    private MemberSearch(Btf btf, byte[] name) {
        this.btf = btf;
        this.name = name;
    }

    static @Nullable Found find(Btf btf, int composite, String name) {
        byte[] bytes = (name + '\0').getBytes(StandardCharsets.UTF_8);
        return new MemberSearch(btf, bytes).search(composite, 0, MOST_DEPTH);
    }

    private @Nullable Found search(int composite, long base, int depth) {
        int index = btf.findMember(composite, 0, name);
        while (index >= 0) {
            long bitOffset = base + Integer.toUnsignedLong(btf.memberBitOffset(composite, index));
            if (!btf.memberName(composite, index).isEmpty()) {
                return new Found(composite, index, bitOffset);
            }
            Found inside = within(btf.memberType(composite, index), bitOffset, depth);
            if (inside != null) {
                return inside;
            }
            index = btf.findMember(composite, index + 1, name);
        }
        return null;
    }

    private @Nullable Found within(int member, long base, int depth) {
        int type = btf.strip(member);
        boolean worthwhile = depth > 0 && btf.kind(type).composite() && searched.add(type);
        return worthwhile ? search(type, base, depth - 1) : null;
    }
}
