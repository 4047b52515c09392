// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.containerd;

import dev.jig.container.Container.Image;
import dev.jig.container.rpc.Grpc;
import dev.jig.container.rpc.ProtoMessage;
import dev.jig.container.rpc.RefusedException;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What containerd says of the images of a namespace: asked for again when there is an unknown one.
/// Belongs to one thread.
final class ContainerdImages {
    private static final String LIST = "/containerd.services.images.v1.Images/List";
    private static final String BY_ID = "sha256:";
    private static final int MAX_UNKNOWN = 1024;

    private final Grpc questions;
    private final Map<String, String> metadata;
    private final Map<String, String> digests = new HashMap<>();
    private final Map<String, String> ids = new HashMap<>();
    private final Set<String> unknown = new HashSet<>();

    /// @param metadata names the namespace
    ContainerdImages(Grpc questions, Map<String, String> metadata) {
        this.questions = questions;
        this.metadata = metadata;
    }

    Image find(String name) throws IOException {
        if (!digests.containsKey(name) && unknown.size() < MAX_UNKNOWN && unknown.add(name)) {
            list();
        }
        String digest = digests.getOrDefault(name, "");
        return new Image(name, digest, ids.getOrDefault(digest, ""));
    }

    /// Kubernetes' images have a second entry, whose name is their id.
    private void list() throws IOException {
        digests.clear();
        ids.clear();
        try {
            ProtoMessage all = questions.call(LIST, metadata, new byte[0]);
            for (ProtoMessage image : all.messages(1)) {
                String name = image.text(1);
                String digest = image.message(3).text(2);
                digests.put(name, digest);
                if (name.startsWith(BY_ID)) {
                    ids.put(digest, name);
                }
            }
            unknown.removeAll(digests.keySet());
        } catch (RefusedException noSuchNamespace) {
            // images have a name all the same
        }
    }
}
