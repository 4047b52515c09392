// SPDX-License-Identifier: Apache-2.0
package dev.jig.container;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;

/// The labels of pods, for containers that are told of without them. Bounded: the pods that nobody
/// asked for longest are forgotten. Not safe for use by several threads.
final class PodLabels {
    private static final int MAX_PODS = 8192;

    private final Map<String, SortedMap<String, String>> byPod =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(
                        Map.Entry<String, SortedMap<String, String>> eldest) {
                    return size() > MAX_PODS;
                }
            };

    /// @return whether that is news
    boolean put(Kubernetes pod) {
        return pod.isPresent() && !pod.labels().equals(byPod.put(key(pod), pod.labels()));
    }

    /// The same with the pod's labels, if it comes without and they are known.
    Kubernetes complete(Kubernetes container) {
        SortedMap<String, String> labels =
                container.isPresent() && container.labels().isEmpty()
                        ? byPod.get(key(container))
                        : null;
        return labels == null ? container : container.withLabels(labels);
    }

    /// A pod that is made again has the name of the one before, but an id of its own.
    private static String key(Kubernetes pod) {
        return pod.namespace() + "/" + pod.pod() + "/" + pod.uid();
    }
}
