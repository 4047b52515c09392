// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.ebpf.Answer;
import dev.jig.ebpf.Kernel;
import dev.jig.image.need.Release;
import dev.jig.image.need.Thing;
import dev.jig.object.JigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Whether the running kernel has what a gadget needs, as far as files say it: nothing is loaded,
/// and no privileges are needed. `jig doctor` tries it instead.
final class NeedCheck {
    private static final String TYPES = "CONFIG_DEBUG_INFO_BTF";
    private static final Path TYPES_FILE = Path.of("/sys/kernel/btf/vmlinux");

    private final Optional<Kernel> kernel;
    private final Optional<Release> release;

    /// @param kernel empty where there is no Linux
    NeedCheck(Optional<Kernel> kernel) {
        this.kernel = kernel;
        this.release = kernel.flatMap(NeedCheck::release);
    }

    private static Optional<Release> release(Kernel kernel) {
        try {
            return Release.in(kernel.version().toString());
        } catch (JigException unreadable) {
            return Optional.empty();
        }
    }

    /// The release of the running kernel.
    Optional<Release> release() {
        return release;
    }

    /// A newer mainline release has everything an older one had; what an older one has besides, its
    /// distribution knows.
    Answer of(Thing thing) {
        Answer built = option(thing.option());
        if (built == Answer.NO) {
            return Answer.NO;
        }
        boolean recent = release.filter(r -> r.atLeast(thing.since())).isPresent();
        return recent ? built : Answer.UNKNOWN;
    }

    private Answer option(String option) {
        if (option.isEmpty()) {
            return Answer.YES;
        }
        if (option.equals(TYPES) && kernel.isPresent()) {
            return Files.exists(TYPES_FILE) ? Answer.YES : Answer.NO;
        }
        Optional<String> value = kernel.flatMap(k -> k.config(option));
        return value.map(v -> v.equals("n") ? Answer.NO : Answer.YES).orElse(Answer.UNKNOWN);
    }
}
