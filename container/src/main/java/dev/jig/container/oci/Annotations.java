// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.oci;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jig.container.Container;
import dev.jig.container.Container.Image;
import dev.jig.container.Kubernetes;
import dev.jig.container.json.JsonReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What runtimes write into the annotations of an OCI bundle, and into labels: the names that
/// Kubernetes gave.
public final class Annotations {
    private static final String CRI = "io.kubernetes.cri.";
    private static final String CRIO = "io.kubernetes.cri-o.";
    private static final String LABEL = "io.kubernetes.";

    private static final List<String> RUNTIMES_OWN =
            List.of(LABEL, "io.cri-containerd.", "annotation.io.kubernetes.");

    private Annotations() {}

    /// Whether they are those of a pod's pause container.
    public static boolean ofSandbox(Map<String, String> all) {
        return all.getOrDefault(CRI + "container-type", "").equals("sandbox")
                || all.getOrDefault(CRIO + "ContainerType", "").equals("sandbox")
                || all.getOrDefault("io.cri-containerd.kind", "").equals("sandbox")
                || all.getOrDefault("io.kubernetes.docker.type", "").equals("podsandbox");
    }

    /// Adds what the annotations say to a container.
    public static Container apply(Map<String, String> all, Container container) {
        Kubernetes kubernetes = kubernetes(all);
        String name = first(all, CRIO + "ContainerName", "nerdctl/name");
        if (name.isEmpty()) {
            name = kubernetes.container();
        }
        String image =
                first(all, CRI + "image-name", CRIO + "ImageName", "io.podman.annotations.image");
        return container
                .withRuntime(runtime(all, container.runtime()))
                .withName(name.isEmpty() ? container.name() : name)
                .withImage(new Image(image, "", first(all, CRIO + "ImageRef", CRIO + "Image")))
                .withKubernetes(kubernetes);
    }

    private static String runtime(Map<String, String> all, String otherwise) {
        return switch (all.getOrDefault("io.container.manager", "")) {
            case "libpod" -> "podman";
            case "cri-o" -> "cri-o";
            default -> all.containsKey(CRI + "container-type") ? "containerd" : otherwise;
        };
    }

    /// The pod and the container's name in it, by annotations or by labels.
    public static Kubernetes kubernetes(Map<String, String> all) {
        return Kubernetes.of(
                first(all, CRI + "sandbox-namespace", CRIO + "Namespace", LABEL + "pod.namespace"),
                first(all, CRI + "sandbox-name", CRIO + "KubeName", LABEL + "pod.name"),
                first(all, CRI + "container-name", LABEL + "container.name"),
                first(all, CRI + "sandbox-uid", LABEL + "pod.uid"),
                labelsInside(all));
    }

    /// What a pod's author wrote, of the labels that a runtime keeps with a pause container.
    public static Map<String, String> podLabels(Map<String, String> labels) {
        Map<String, String> own = new HashMap<>(labels);
        own.keySet().removeIf(key -> RUNTIMES_OWN.stream().anyMatch(key::startsWith));
        return own;
    }

    private static Map<String, String> labelsInside(Map<String, String> all) {
        String text = all.getOrDefault(CRIO + "Labels", "");
        if (text.isEmpty()) {
            return Map.of();
        }
        try {
            return podLabels(JsonReader.read(text.getBytes(UTF_8)).texts());
        } catch (IOException odd) {
            return Map.of();
        }
    }

    private static String first(Map<String, String> all, String... keys) {
        for (String key : keys) {
            String value = all.getOrDefault(key, "");
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }
}
