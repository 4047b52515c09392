// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.info;

import dev.jig.image.Flowchart;
import dev.jig.image.SequenceDiagram;
import dev.jig.image.document.Node;
import dev.jig.object.ObjectSpec;
import java.util.List;
import java.util.stream.Stream;

/// The things `jig image inspect --extra-info` can tell of an object, by their keys. The keys, and
/// the members that Inspektor Gadget's documents have, are its own; jig's have more members.
public enum ExtraInfo {
    FLOWCHART("ebpf.flowchart", Type.MERMAID),
    SEQUENCE("ebpf.sequence", Type.MERMAID),
    MAPS("ebpf.maps", Type.JSON),
    PROGRAMS("ebpf.programs", Type.JSON),
    SECTIONS("ebpf.sections", Type.JSON),
    VARIABLES("ebpf.variables", Type.JSON);

    /// What a content is.
    public enum Type {
        MERMAID("text/mermaid"),
        JSON("application/json");

        private final String mediaType;

        Type(String mediaType) {
            this.mediaType = mediaType;
        }

        public String mediaType() {
            return mediaType;
        }
    }

    private final String key;
    private final Type type;

    ExtraInfo(String key, Type type) {
        this.key = key;
        this.type = type;
    }

    public String key() {
        return key;
    }

    public Type type() {
        return type;
    }

    /// Whether a key is one of images, which a gadget in a directory or a file is not.
    public static boolean ofImages(String key) {
        return key.startsWith("oci.");
    }

    public static List<String> keys() {
        return Stream.of(values()).map(ExtraInfo::key).toList();
    }

    /// The content: a text for diagrams.
    public Node content(ObjectSpec object) {
        return switch (this) {
            case FLOWCHART -> Node.text(Flowchart.of(object));
            case SEQUENCE -> Node.text(SequenceDiagram.of(object));
            case MAPS -> ObjectFacts.maps(object);
            case PROGRAMS -> ObjectFacts.programs(object);
            case SECTIONS -> Node.texts(object.sections());
            case VARIABLES -> ObjectFacts.variables(object);
        };
    }

    /// An object with `contentType` and `content`.
    public Node described(ObjectSpec object) {
        return Node.members()
                .put("contentType", type.mediaType())
                .put("content", content(object))
                .build();
    }
}
