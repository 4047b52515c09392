// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.container.Container;
import dev.jig.container.ContainerChange;
import dev.jig.container.Execution;
import dev.jig.container.Kubernetes;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Containers for programs. Keys stay once they are there.
final class ContainerJson {
    private final JsonGenerator json;

    private ContainerJson(JsonGenerator json) {
        this.json = json;
    }

    /// An array.
    static String list(List<Container> containers) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = generator(text)) {
            json.writeStartArray();
            containers.forEach(new ContainerJson(json)::write);
            json.writeEndArray();
        }
        return text + "\n";
    }

    /// One line: when, what, and the container.
    static String change(ContainerChange change) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = generator(text)) {
            json.writeStartObject();
            json.writeStringProperty("timestamp", Instant.now().toString());
            json.writeStringProperty("event", change.kind().name());
            json.writeName("container");
            new ContainerJson(json).write(change.container());
            json.writeEndObject();
        }
        return text + "\n";
    }

    private static JsonGenerator generator(StringWriter text) {
        return new JsonFactory().createGenerator(ObjectWriteContext.empty(), text);
    }

    private void write(Container container) {
        Execution execution = container.execution();
        json.writeStartObject();
        runtime(container, execution);
        kubernetes(container.kubernetes());
        json.writeStringProperty("bundle", container.bundle());
        json.writeNumberProperty("mntns", execution.mountNamespace());
        json.writeNumberProperty("netns", execution.networkNamespace());
        json.writeBooleanProperty("hostNetwork", execution.hostNetwork());
        json.writeStringProperty("cgroupPath", execution.cgroup());
        json.writeNumberProperty("cgroupID", execution.cgroupId());
        json.writeEndObject();
    }

    private void runtime(Container container, Execution execution) {
        json.writeObjectPropertyStart("runtime");
        json.writeStringProperty("runtimeName", container.runtime());
        json.writeStringProperty("containerId", container.id());
        json.writeStringProperty("containerName", container.name());
        json.writeNumberProperty("containerPid", execution.pid());
        json.writeStringProperty("containerImageName", container.image().name());
        json.writeStringProperty("containerImageId", container.image().id());
        json.writeStringProperty("containerImageDigest", container.image().digest());
        json.writeNumberProperty("containerStartedAt", execution.startedAt());
        json.writeEndObject();
    }

    private void kubernetes(Kubernetes pod) {
        json.writeObjectPropertyStart("k8s");
        json.writeStringProperty("namespace", pod.namespace());
        json.writeStringProperty("podName", pod.pod());
        json.writeObjectPropertyStart("podLabels");
        pod.labels().forEach(json::writeStringProperty);
        json.writeEndObject();
        json.writeStringProperty("containerName", pod.container());
        json.writeStringProperty("podUID", pod.uid());
        json.writeEndObject();
    }
}
