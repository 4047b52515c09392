// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.cri;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jig.container.Container;
import dev.jig.container.Container.Image;
import dev.jig.container.Execution;
import dev.jig.container.Kubernetes;
import dev.jig.container.Source;
import dev.jig.container.json.JsonReader;
import dev.jig.container.oci.Annotations;
import dev.jig.container.rpc.Grpc;
import dev.jig.container.rpc.ProtoMessage;
import dev.jig.container.rpc.ProtoWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Kubernetes' Container Runtime Interface (k8s.io/cri-api, runtime.v1): asked again every few
/// seconds, since not all versions have events. New containers are known earlier by the annotations
/// of their bundles.
public final class CriSource implements Source {
    private static final String SERVICE = "/runtime.v1.RuntimeService/";
    private static final long PERIOD_MILLIS = TimeUnit.SECONDS.toMillis(5);
    private static final int RUNNING = 1;

    private final Path socket;
    private final String runtime;

    /// @param runtime who answers there: `cri-o`
    public CriSource(Path socket, String runtime) {
        this.socket = socket;
        this.runtime = runtime;
    }

    @Override
    public void follow(Consumer<Container> sink, Consumer<String> answered) throws IOException {
        try (Grpc questions = Grpc.connect(socket)) {
            ProtoMessage version = call(questions, "Version", new byte[0]);
            Set<String> told = new HashSet<>();
            while (!Thread.currentThread().isInterrupted()) {
                list(questions, told, sink);
                answered.accept(
                        "%s %s, %d running"
                                .formatted(version.text(2), version.text(3), told.size()));
                TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private static ProtoMessage call(Grpc questions, String method, byte[] request)
            throws IOException {
        return questions.call(SERVICE + method, Map.of(), request);
    }

    private void list(Grpc questions, Set<String> told, Consumer<Container> sink)
            throws IOException {
        Map<String, ProtoMessage> pods = new HashMap<>();
        for (ProtoMessage pod : call(questions, "ListPodSandbox", new byte[0]).messages(1)) {
            pods.put(pod.text(1), pod);
        }
        Set<String> running = new HashSet<>();
        for (ProtoMessage entry : call(questions, "ListContainers", new byte[0]).messages(1)) {
            String id = entry.text(1);
            if (entry.number(6) == RUNNING && running.add(id) && !told.contains(id)) {
                tell(entry, pods.get(entry.text(2)), questions, sink);
            }
        }
        told.clear();
        told.addAll(running);
    }

    private void tell(
            ProtoMessage entry,
            @org.jspecify.annotations.Nullable ProtoMessage pod,
            Grpc questions,
            Consumer<Container> sink)
            throws IOException {
        String name = entry.message(3).text(1);
        Map<String, String> labels = new HashMap<>(entry.texts(8));
        Kubernetes byLabels = Annotations.kubernetes(labels);
        Kubernetes kubernetes = byLabels;
        if (pod != null) {
            ProtoMessage metadata = pod.message(2);
            Map<String, String> podLabels = pod.texts(5);
            podLabels.keySet().removeIf(key -> key.startsWith("io.kubernetes."));
            kubernetes =
                    Kubernetes.of(
                            metadata.text(3), metadata.text(1), name, metadata.text(2), podLabels);
        }
        Container container =
                Container.of(entry.text(1), runtime)
                        .withName(name)
                        .withImage(new Image(entry.message(4).text(1), "", entry.text(5)))
                        .withKubernetes(kubernetes);
        int pid = pid(entry.text(1), questions);
        sink.accept(pid == 0 ? container : container.withExecution(Execution.of(pid)));
    }

    /// The process's number is only in the part of the answer that is each runtime's own.
    private static int pid(String id, Grpc questions) throws IOException {
        ProtoMessage status =
                call(
                        questions,
                        "ContainerStatus",
                        new ProtoWriter().text(1, id).flag(2, true).bytes());
        String info = status.texts(2).getOrDefault("info", "{}");
        return (int) JsonReader.read(info.getBytes(UTF_8)).at("pid").number();
    }
}
