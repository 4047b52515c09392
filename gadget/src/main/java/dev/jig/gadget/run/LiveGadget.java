// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.ebpf.BpfObject;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.stack.Stacks;
import java.lang.foreign.Arena;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that a running gadget holds.
///
/// @param channels one a data source, in the same order
/// @param dataSources without the fields of absent programs
/// @param selected follows the containers that were selected; null if none were
/// @param stacks null if events have none
record LiveGadget(
        BpfObject object,
        Arena arena,
        List<Channel> channels,
        Channel.Quota quota,
        List<DataSource> dataSources,
        Readiness readiness,
        @Nullable SelectedNamespaces selected,
        @Nullable Stacks stacks)
        implements AutoCloseable {

    /// Whether nothing more will come. Asked before each wait: allocates nothing.
    boolean finished() {
        for (int i = 0; i < channels.size(); i++) {
            if (!channels.get(i).finished()) {
                return false;
            }
        }
        return true;
    }

    /// No program fires any more after that.
    void detach() {
        object.detachAll();
    }

    @Override
    public void close() {
        if (selected != null) {
            selected.close();
        }
        channels.forEach(Channel::close);
        object.close();
        arena.close();
    }
}
