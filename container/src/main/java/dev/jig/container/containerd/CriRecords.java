// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.containerd;

import dev.jig.container.Kubernetes;
import dev.jig.container.json.Json;
import dev.jig.container.json.JsonReader;
import dev.jig.container.oci.Annotations;
import dev.jig.container.rpc.ProtoMessage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// What containerd's CRI plugin writes into the records of pods and containers: what it was asked
/// for, as JSON. The records' labels say less: those that Kubernetes sets, and the image's too.
/// Belongs to one thread.
final class CriRecords {
    private static final int EXTENSIONS = 10;
    private static final int MAX_PODS = 8192;

    private final Map<String, Kubernetes> pods =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Kubernetes> eldest) {
                    return size() > MAX_PODS;
                }
            };

    /// What it wrote, without what it was written for.
    private static Json metadata(ProtoMessage record, String kind) throws IOException {
        for (ProtoMessage entry : record.messages(EXTENSIONS)) {
            if (entry.text(1).equals("io.cri-containerd." + kind + ".metadata")) {
                return JsonReader.read(entry.message(2).bytes(2)).at("Metadata");
            }
        }
        return Json.Scalar.ABSENT;
    }

    /// The pod of a pause container's record.
    Kubernetes pod(ProtoMessage record) throws IOException {
        Json config = metadata(record, "sandbox").at("Config");
        Json name = config.at("metadata");
        Map<String, String> labels = record.texts(2);
        Kubernetes pod =
                name.text("name").isEmpty()
                        ? Annotations.kubernetes(labels).withLabels(labels)
                        : Kubernetes.of(
                                name.text("namespace"),
                                name.text("name"),
                                "",
                                name.text("uid"),
                                config.at("labels").texts());
        Kubernetes labelled = pod.withLabels(Annotations.podLabels(pod.labels()));
        pods.put(record.text(1), labelled);
        return labelled;
    }

    /// The pod and the name in it of any other container.
    Kubernetes container(ProtoMessage record) throws IOException {
        Json metadata = metadata(record, "container");
        Kubernetes pod = pods.get(metadata.text("SandboxID"));
        return pod == null
                ? Annotations.kubernetes(record.texts(2))
                : pod.withContainer(metadata.text("Config", "metadata", "name"));
    }
}
