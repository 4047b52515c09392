// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.schema;

import dev.jig.container.Container;
import dev.jig.container.Execution;
import dev.jig.container.Unnamed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is told of the container that an event came from: a field each.
public enum ContainerFact {
    CONTAINER_NAME("runtime.containerName", Kind.TEXT, "Name of the container"),
    RUNTIME_NAME("runtime.runtimeName", Kind.TEXT, "Runtime that manages it"),
    CONTAINER_ID("runtime.containerId", Kind.TEXT, "Id of the container"),
    IMAGE_NAME("runtime.containerImageName", Kind.TEXT, "Name of its image"),
    IMAGE_DIGEST("runtime.containerImageDigest", Kind.TEXT, "Digest of its image"),
    CONTAINER_PID("runtime.containerPid", Kind.NUMBER, "Process id of its first process"),
    STARTED_AT(
            "runtime.containerStartedAt",
            Kind.NUMBER,
            "When it was started, in nanoseconds since 1970"),
    CGROUP("runtime.containerCgroup", Kind.TEXT, "Path of its control group"),
    UNNAMED("runtime.unnamed", Kind.REASON, "Why there is no name"),
    NODE("k8s.node", Kind.TEXT, "Name of the node, by the environment variable NODE_NAME"),
    NAMESPACE("k8s.namespace", Kind.TEXT, "Namespace of its pod"),
    POD("k8s.podName", Kind.TEXT, "Name of its pod"),
    K8S_CONTAINER("k8s.containerName", Kind.TEXT, "Name of the container in its pod"),
    POD_UID("k8s.podUID", Kind.TEXT, "Unique id of its pod"),
    POD_LABELS("k8s.podLabels", Kind.TEXT, "Labels of its pod: key=value,key=value"),
    HOST_NETWORK("k8s.hostnetwork", Kind.FLAG, "Whether it uses the network of the host"),
    OWNER_KIND(
            "k8s.owner.kind", Kind.TEXT, "Kind of what made its pod; empty: needs an API server"),
    OWNER_NAME(
            "k8s.owner.name", Kind.TEXT, "Name of what made its pod; empty: needs an API server");

    /// What the values are.
    public enum Kind {
        TEXT,
        NUMBER,
        FLAG,
        /// A text that depends on the namespace where there is no container.
        REASON
    }

    private final String field;
    private final Kind kind;
    private final String description;

    ContainerFact(String field, Kind kind, String description) {
        this.field = field;
        this.kind = kind;
        this.description = description;
    }

    private static String node() {
        String name = System.getenv("NODE_NAME");
        return name == null ? "" : name;
    }

    /// The field's name.
    public String field() {
        return field;
    }

    public String description() {
        return description;
    }

    public Kind kind() {
        return kind;
    }

    /// What it can be if not everything, otherwise empty.
    List<String> possibleValues() {
        return kind == Kind.REASON
                ? List.of(Unnamed.values()).stream()
                        .map(Unnamed::text)
                        .filter(text -> !text.isEmpty())
                        .toList()
                : List.of();
    }

    /// The value of a {@link Kind#NUMBER}; 0 if there is no container.
    public long number(@Nullable Container container) {
        if (container == null) {
            return 0;
        }
        Execution execution = container.execution();
        return this == STARTED_AT ? execution.startedAt() : execution.pid();
    }

    /// The value as a text; allocates.
    ///
    /// @param container null if there is none
    /// @param why there is no name
    public String text(@Nullable Container container, Unnamed why) {
        if (kind == Kind.REASON) {
            return why.text();
        }
        if (container != null) {
            return of(container);
        }
        return switch (kind) {
            case NUMBER -> "0";
            case FLAG -> "false";
            default -> "";
        };
    }

    private String of(Container container) {
        return switch (this) {
            case CONTAINER_NAME -> container.name();
            case RUNTIME_NAME -> container.runtime();
            case CONTAINER_ID -> container.id();
            case IMAGE_NAME -> container.image().name();
            case IMAGE_DIGEST -> container.image().digest();
            case CONTAINER_PID, STARTED_AT -> Long.toString(number(container));
            case CGROUP -> container.execution().cgroup();
            case NODE -> node();
            case NAMESPACE -> container.kubernetes().namespace();
            case POD -> container.kubernetes().pod();
            case K8S_CONTAINER -> container.kubernetes().container();
            case POD_UID -> container.kubernetes().uid();
            case POD_LABELS -> container.kubernetes().labelText();
            case HOST_NETWORK -> Boolean.toString(container.execution().hostNetwork());
            case UNNAMED, OWNER_KIND, OWNER_NAME -> "";
        };
    }
}
