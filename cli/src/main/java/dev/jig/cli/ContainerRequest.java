// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.container.ContainerOptions;
import dev.jig.container.ContainerSelection;

/// What a user said about containers.
///
/// @param options where they are looked for
/// @param selection which are wanted
/// @param host whether processes in no container are wanted too
/// @param events whether events of the containers themselves are wanted too
record ContainerRequest(
        ContainerOptions options, ContainerSelection selection, boolean host, boolean events) {
    /// @throws dev.jig.gadget.UsageException if a value makes no sense
    static ContainerRequest of(Flags.Parsed given) {
        return new ContainerRequest(
                ContainerFlags.options(given),
                ContainerFlags.selection(given),
                ContainerFlags.host(given),
                given.on(ContainerFlags.EVENTS));
    }
}
