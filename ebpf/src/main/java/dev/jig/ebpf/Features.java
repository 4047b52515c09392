// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.btf.BtfSupport;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// What this kernel offers, found out by trying. A certain answer is remembered, an unknown one is
/// asked again. Safe for use by several threads.
public final class Features {
    private final FeatureProbes probes;
    private final Map<Feature, Probe> certain = new ConcurrentHashMap<>();

    Features(Kernel kernel) {
        probes = new FeatureProbes(kernel);
    }

    public Answer has(Feature feature) {
        return probe(feature).answer();
    }

    public Probe probe(Feature feature) {
        Probe known = certain.get(feature);
        if (known != null) {
            return known;
        }
        Probe probe = probes.probe(feature);
        if (probe.answer() != Answer.UNKNOWN) {
            certain.put(feature, probe);
        }
        return probe;
    }

    /// Every feature, in the order of the enumeration.
    public List<Probe> all() {
        return Stream.of(Feature.values()).map(this::probe).toList();
    }

    /// Whether the kernel certainly lacks a feature.
    boolean lacks(Feature feature) {
        return has(feature) == Answer.NO;
    }

    /// The kinds of BTF this kernel takes. One it may or may not take counts as taken: rewriting it
    /// would lose types for nothing, and loading says what is wrong.
    public Set<BtfSupport> btfSupport() {
        Set<BtfSupport> support = EnumSet.allOf(BtfSupport.class);
        support.removeIf(kind -> lacks(feature(kind)));
        return support;
    }

    private static Feature feature(BtfSupport kind) {
        return switch (kind) {
            case DATA_SECTIONS -> Feature.BTF_DATA_SECTIONS;
            case FUNCTIONS -> Feature.BTF_FUNCTIONS;
            case FUNCTION_LINKAGE -> Feature.BTF_FUNCTION_LINKAGE;
            case FLOATS -> Feature.BTF_FLOATS;
            case DECLARATION_TAGS -> Feature.BTF_DECLARATION_TAGS;
            case TYPE_TAGS -> Feature.BTF_TYPE_TAGS;
            case ENUM64 -> Feature.BTF_ENUM64;
        };
    }
}
