// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.container.RuntimeStatus;
import dev.jig.gadget.run.GadgetCheck;
import java.util.List;

/// What `jig doctor` found.
///
/// @param runtimes container runtimes that are here
/// @param warnings oddities of the kernel that stop nothing, one line each
record Diagnosis(
        String release,
        List<KernelCheck> kernel,
        List<GadgetCheck> gadgets,
        List<String> warnings,
        List<RuntimeStatus> runtimes) {}
