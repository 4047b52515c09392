// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.container.rpc.Grpc;
import dev.jig.container.rpc.ProtoMessage;
import dev.jig.container.rpc.ProtoWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What a kubelet asks of its runtime (k8s.io/cri-api, runtime.v1), as far as tests do.
final class CriClient implements AutoCloseable {
    private static final String SERVICE = "/runtime.v1.RuntimeService/";
    private static final int HOST_NETWORK = 2;

    private final Grpc grpc;

    /// A pod: the runtime's id, and how it was asked for.
    record Pod(String id, ProtoWriter config) {}

    CriClient(Path socket) throws IOException {
        grpc = Grpc.connect(socket);
        grpc.limit(LiveJig.PATIENCE.toMillis());
    }

    private ProtoMessage call(String method, ProtoWriter request) throws IOException {
        return grpc.call(SERVICE + method, Map.of(), request.bytes());
    }

    /// Starts a pod in the host's network, which needs no plugin.
    Pod run(String namespace, String name, String uid, Map<String, String> labels)
            throws IOException {
        ProtoWriter namespaces = new ProtoWriter().number(1, HOST_NETWORK);
        ProtoWriter security = new ProtoWriter().message(1, namespaces);
        ProtoWriter config =
                new ProtoWriter()
                        .message(1, new ProtoWriter().text(1, name).text(2, uid).text(3, namespace))
                        .message(8, new ProtoWriter().message(2, security));
        labels.forEach(
                (key, value) -> config.message(6, new ProtoWriter().text(1, key).text(2, value)));
        String id = call("RunPodSandbox", new ProtoWriter().message(1, config)).text(1);
        return new Pod(id, config);
    }

    /// Starts a container in a pod.
    String start(Pod pod, String name, String image, List<String> command) throws IOException {
        ProtoWriter config =
                new ProtoWriter()
                        .message(1, new ProtoWriter().text(1, name))
                        .message(2, new ProtoWriter().text(1, image))
                        .message(15, new ProtoWriter());
        command.forEach(word -> config.text(3, word));
        ProtoWriter wanted =
                new ProtoWriter().text(1, pod.id()).message(2, config).message(3, pod.config());
        String id = call("CreateContainer", wanted).text(1);
        call("StartContainer", new ProtoWriter().text(1, id));
        return id;
    }

    /// Ends a pod with its containers.
    void remove(Pod pod) throws IOException {
        call("StopPodSandbox", new ProtoWriter().text(1, pod.id()));
        call("RemovePodSandbox", new ProtoWriter().text(1, pod.id()));
    }

    @Override
    public void close() {
        grpc.close();
    }
}
