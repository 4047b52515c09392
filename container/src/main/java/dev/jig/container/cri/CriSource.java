// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.cri;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jig.container.Container;
import dev.jig.container.Container.Image;
import dev.jig.container.ContainerSink;
import dev.jig.container.Execution;
import dev.jig.container.Kubernetes;
import dev.jig.container.Source;
import dev.jig.container.json.JsonReader;
import dev.jig.container.oci.Annotations;
import dev.jig.container.rpc.Grpc;
import dev.jig.container.rpc.ProtoMessage;
import dev.jig.container.rpc.ProtoWriter;
import dev.jig.container.rpc.RefusedException;
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
    private final String expected;
    private String runtime = "";

    /// @param expected who answers there if it does not say so itself: `cri-o`
    public CriSource(Path socket, String expected) {
        this.socket = socket;
        this.expected = expected;
    }

    @Override
    public void follow(ContainerSink sink, Consumer<String> answered) throws IOException {
        try (Grpc questions = Grpc.connect(socket)) {
            ProtoMessage version = call(questions, "Version", new byte[0]);
            runtime = version.text(2).isEmpty() ? expected : version.text(2);
            Set<String> told = new HashSet<>();
            while (!Thread.currentThread().isInterrupted()) {
                list(questions, told, sink);
                answered.accept(
                        "%s %s, %d running".formatted(runtime, version.text(3), told.size()));
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

    private void list(Grpc questions, Set<String> told, ContainerSink sink) throws IOException {
        Map<String, Kubernetes> pods = new HashMap<>();
        for (ProtoMessage sandbox : call(questions, "ListPodSandbox", new byte[0]).messages(1)) {
            Kubernetes pod = pod(sandbox);
            pods.put(sandbox.text(1), pod);
            sink.learnPod(pod);
        }
        Set<String> running = new HashSet<>();
        for (ProtoMessage entry : call(questions, "ListContainers", new byte[0]).messages(1)) {
            String id = entry.text(1);
            if (entry.number(6) == RUNNING && running.add(id) && !told.contains(id)) {
                tell(entry, pods.getOrDefault(entry.text(2), Kubernetes.NONE), questions, sink);
            }
        }
        told.clear();
        told.addAll(running);
    }

    private static Kubernetes pod(ProtoMessage sandbox) throws IOException {
        ProtoMessage metadata = sandbox.message(2);
        return Kubernetes.of(
                metadata.text(3),
                metadata.text(1),
                "",
                metadata.text(2),
                Annotations.podLabels(sandbox.texts(5)));
    }

    private void tell(ProtoMessage entry, Kubernetes pod, Grpc questions, ContainerSink sink)
            throws IOException {
        ProtoMessage status;
        try {
            status =
                    call(
                            questions,
                            "ContainerStatus",
                            new ProtoWriter().text(1, entry.text(1)).flag(2, true).bytes());
        } catch (RefusedException removedMeanwhile) {
            return;
        }
        String name = entry.message(3).text(1);
        Container container =
                Container.of(entry.text(1), runtime)
                        .withName(name)
                        .withImage(image(entry, status.message(1)))
                        .withKubernetes(
                                pod.isPresent()
                                        ? pod.withContainer(name)
                                        : Annotations.kubernetes(entry.texts(8)));
        int pid = pid(status);
        sink.learn(pid <= 0 ? container : container.withExecution(Execution.of(pid)));
    }

    /// A reference is an id, or with some runtimes a name with its digest.
    private static Image image(ProtoMessage entry, ProtoMessage status) throws IOException {
        String name = status.message(8).text(1);
        String reference = status.text(9);
        int at = reference.indexOf('@');
        String id = entry.text(5);
        return new Image(
                name.isEmpty() ? entry.message(4).text(1) : name,
                at < 0 ? "" : reference.substring(at + 1),
                id.contains("@") ? "" : id);
    }

    /// The process's number is only in the part of the answer that is each runtime's own.
    private static int pid(ProtoMessage status) throws IOException {
        String info = status.texts(2).getOrDefault("info", "{}");
        return (int) JsonReader.read(info.getBytes(UTF_8)).at("pid").number();
    }
}
