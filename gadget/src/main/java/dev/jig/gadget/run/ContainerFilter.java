// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.container.ContainerSelection;
import dev.jig.container.Containers;
import java.util.function.Consumer;

/// Which containers' events a run gives. A value.
///
/// @param containers those of this machine; whoever opened them closes them, after the run
/// @param selection which of them
/// @param host whether events of processes in no container are given too
/// @param problems takes what the user has to know, a line each, on any thread
public record ContainerFilter(
        Containers containers,
        ContainerSelection selection,
        boolean host,
        Consumer<String> problems) {}
