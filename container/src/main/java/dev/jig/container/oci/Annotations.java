// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.oci;

import dev.jig.container.Container;
import dev.jig.container.Container.Image;
import dev.jig.container.Kubernetes;
import dev.jig.container.json.JsonReader;
import java.io.IOException;
import java.util.Map;

/// What runtimes write into the annotations of an OCI bundle, and into labels: the names that
/// Kubernetes gave.
public final class Annotations {
    private static final String CRI = "io.kubernetes.cri.";
    private static final String CRIO = "io.kubernetes.cri-o.";
    private static final String LABEL = "io.kubernetes.";

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
                podLabels(all));
    }

    private static Map<String, String> podLabels(Map<String, String> all) {
        String text = all.getOrDefault(CRIO + "Labels", "");
        if (text.isEmpty()) {
            return Map.of();
        }
        try {
            Map<String, String> labels =
                    JsonReader.read(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)).texts();
            labels.keySet().removeIf(name -> name.startsWith(LABEL));
            return labels;
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
