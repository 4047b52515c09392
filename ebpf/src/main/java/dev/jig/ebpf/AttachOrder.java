// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// In what order programs are attached. What happens at the end of a call comes before the rest:
/// otherwise a call that begins while programs are being attached may be seen to begin and not to
/// end, and what a program keeps of it stays in its map.
final class AttachOrder {
    private AttachOrder() {}

    /// The targets in groups, each of which can be attached side by side once the one before is.
    static List<List<Map.Entry<String, AttachTarget>>> groups(Map<String, AttachTarget> targets) {
        List<Map.Entry<String, AttachTarget>> ends = new ArrayList<>();
        List<Map.Entry<String, AttachTarget>> others = new ArrayList<>();
        targets.entrySet().forEach(entry -> (entry.getValue().atEnd() ? ends : others).add(entry));
        return List.of(ends, others);
    }
}
