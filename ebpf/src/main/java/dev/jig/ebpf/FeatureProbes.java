// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import java.util.Optional;

/// Chooses how a feature is probed.
final class FeatureProbes {
    private final FileProbes files;
    private final MapProbes maps;
    private final BtfProbes btf;
    private final ProgramProbes programs;
    private final AttachProbes attaching;

    FeatureProbes(Kernel kernel) {
        ProbeAnswers answers = new ProbeAnswers(kernel.host().descriptors());
        files = new FileProbes(kernel);
        maps = new MapProbes(kernel, answers);
        btf = new BtfProbes(kernel, answers);
        programs = new ProgramProbes(kernel, answers);
        attaching = new AttachProbes(kernel, answers);
    }

    Probe probe(Feature feature) {
        return files.probe(feature)
                .or(() -> maps.probe(feature))
                .or(() -> btf.probe(feature))
                .or(() -> programs.probe(feature))
                .or(() -> attaching.probe(feature))
                .orElseThrow(() -> new IllegalStateException("no probe for " + feature));
    }

    /// A group of probes.
    interface Group {
        /// Empty if the feature is another group's.
        Optional<Probe> probe(Feature feature);
    }
}
