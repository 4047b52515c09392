// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.containerd;

import dev.jig.container.Container;
import dev.jig.container.ContainerSink;
import dev.jig.container.Execution;
import dev.jig.container.Kubernetes;
import dev.jig.container.Source;
import dev.jig.container.oci.Annotations;
import dev.jig.container.rpc.Grpc;
import dev.jig.container.rpc.ProtoMessage;
import dev.jig.container.rpc.ProtoWriter;
import dev.jig.container.rpc.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// containerd's own API (github.com/containerd/containerd, api/services): the containers of all
/// namespaces but Docker's, then events. A container's record is there before its task.
public final class ContainerdSource implements Source {
    private static final String SERVICES = "/containerd.services.";
    private static final String DOCKERS = "moby";
    private static final int RUNNING = 2;
    private static final int PAUSED = 4;

    private final Path socket;
    private final Set<String> namespaces;
    private final Map<String, ContainerdImages> images = new HashMap<>();
    private final CriRecords pods = new CriRecords();

    /// @param namespaces that are asked for; all but Docker's if empty
    public ContainerdSource(Path socket, Set<String> namespaces) {
        this.socket = socket;
        this.namespaces = Set.copyOf(namespaces);
    }

    @Override
    public void follow(ContainerSink sink, Consumer<String> answered) throws IOException {
        try (Grpc events = Grpc.connect(socket);
                Grpc questions = Grpc.connect(socket)) {
            String version =
                    questions
                            .call(SERVICES + "version.v1.Version/Version", Map.of(), new byte[0])
                            .text(1);
            events.begin(SERVICES + "events.v1.Events/Subscribe", Map.of(), filters());
            int count = 0;
            for (String namespace : namespaces(questions)) {
                count += list(namespace, questions, sink);
            }
            answered.accept("version " + version + ", " + count + " running");
            events.limit(0);
            for (ProtoMessage event = events.next(); event != null; event = events.next()) {
                event(event, questions, sink);
            }
            throw new IOException("the stream of events ended");
        }
    }

    private static byte[] filters() {
        return new ProtoWriter()
                .text(1, "topic==\"/containers/create\"")
                .text(1, "topic==\"/containers/update\"")
                .text(1, "topic==\"/tasks/start\"")
                .bytes();
    }

    private boolean isWanted(String namespace) {
        return namespaces.isEmpty() ? !namespace.equals(DOCKERS) : namespaces.contains(namespace);
    }

    private List<String> namespaces(Grpc questions) throws IOException {
        return questions
                .call(SERVICES + "namespaces.v1.Namespaces/List", Map.of(), new byte[0])
                .messages(1)
                .stream()
                .map(namespace -> namespace.text(1))
                .filter(this::isWanted)
                .toList();
    }

    private static Map<String, String> in(String namespace) {
        return Map.of("containerd-namespace", namespace);
    }

    private int list(String namespace, Grpc questions, ContainerSink sink) throws IOException {
        Map<String, Integer> pids = new HashMap<>();
        ProtoMessage tasks =
                questions.call(SERVICES + "tasks.v1.Tasks/List", in(namespace), new byte[0]);
        for (ProtoMessage task : tasks.messages(1)) {
            long status = task.number(4);
            if (status == RUNNING || status == PAUSED) {
                pids.put(task.text(2), (int) task.number(3));
            }
        }
        List<ProtoMessage> records =
                questions
                        .call(
                                SERVICES + "containers.v1.Containers/List",
                                in(namespace),
                                new byte[0])
                        .messages(1);
        for (ProtoMessage pod : records) {
            if (isPod(pod)) {
                sink.learnPod(pods.pod(pod));
            }
        }
        int running = 0;
        for (ProtoMessage each : records) {
            if (!isPod(each)) {
                int pid = pids.getOrDefault(each.text(1), 0);
                tell(each, pid, images(namespace, questions), sink);
                running += pid == 0 ? 0 : 1;
            }
        }
        return running;
    }

    private static boolean isPod(ProtoMessage record) throws IOException {
        return Annotations.ofSandbox(record.texts(2));
    }

    private ContainerdImages images(String namespace, Grpc questions) {
        return images.computeIfAbsent(namespace, name -> new ContainerdImages(questions, in(name)));
    }

    private void tell(ProtoMessage record, int pid, ContainerdImages images, ContainerSink sink)
            throws IOException {
        Kubernetes pod = pods.container(record);
        Container container =
                Container.of(record.text(1), "containerd")
                        .withName(record.texts(2).getOrDefault("nerdctl/name", pod.container()))
                        .withImage(images.find(record.text(3)))
                        .withKubernetes(pod);
        sink.learn(pid == 0 ? container : container.withExecution(Execution.of(pid)));
    }

    private void event(ProtoMessage envelope, Grpc questions, ContainerSink sink)
            throws IOException {
        String namespace = envelope.text(2);
        if (!isWanted(namespace)) {
            return;
        }
        ProtoMessage event = ProtoMessage.of(envelope.message(4).bytes(2));
        int pid = envelope.text(3).equals("/tasks/start") ? (int) event.number(2) : 0;
        try {
            ProtoMessage record =
                    questions
                            .call(
                                    SERVICES + "containers.v1.Containers/Get",
                                    in(namespace),
                                    new ProtoWriter().text(1, event.text(1)).bytes())
                            .message(1);
            if (isPod(record)) {
                sink.learnPod(pods.pod(record));
            } else {
                tell(record, pid, images(namespace, questions), sink);
            }
        } catch (RefusedException removedMeanwhile) {
            // it is gone, and so is its name
        }
    }
}
