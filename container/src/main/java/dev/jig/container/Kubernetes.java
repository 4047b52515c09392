// SPDX-License-Identifier: Apache-2.0
package dev.jig.container;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What Kubernetes calls a container, from the runtime's labels and annotations. A value.
///
/// @param namespace the pod's
/// @param container its name within the pod
/// @param uid the pod's
/// @param labels the pod's, sorted
public record Kubernetes(
        String namespace,
        String pod,
        String container,
        String uid,
        SortedMap<String, String> labels) {
    public static final Kubernetes NONE = new Kubernetes("", "", "", "", new TreeMap<>());

    public Kubernetes {
        labels = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    public static Kubernetes of(
            String namespace,
            String pod,
            String container,
            String uid,
            Map<String, String> labels) {
        return new Kubernetes(namespace, pod, container, uid, new TreeMap<>(labels));
    }

    /// The same pod, and the name of a container in it.
    public Kubernetes withContainer(String name) {
        return new Kubernetes(namespace, pod, name, uid, labels);
    }

    /// The same with a pod's labels.
    public Kubernetes withLabels(Map<String, String> newLabels) {
        return of(namespace, pod, container, uid, newLabels);
    }

    /// Whether there is a pod at all.
    public boolean isPresent() {
        return !pod.isEmpty();
    }

    boolean samePod(Kubernetes other) {
        return isPresent() && namespace.equals(other.namespace) && pod.equals(other.pod);
    }

    /// `key=value,key=value`
    public String labelText() {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
    }

    Kubernetes over(Kubernetes older) {
        return new Kubernetes(
                Container.first(namespace, older.namespace),
                Container.first(pod, older.pod),
                Container.first(container, older.container),
                Container.first(uid, older.uid),
                labels.isEmpty() ? older.labels : labels);
    }
}
