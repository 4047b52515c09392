// SPDX-License-Identifier: Apache-2.0
package dev.jig.container;

/// A container, as far as it is known. A value; what is not known is `""`, 0 or empty.
///
/// @param id the runtime's own, usually 64 hexadecimal digits
/// @param runtime who manages it: `docker`, `containerd`, `cri-o`, `podman`, `runc`, `crun`
/// @param name what people call it; of a container that only runc or crun know, its id
/// @param image what it was made from
/// @param execution its first process and what it runs in
/// @param kubernetes the pod it belongs to
/// @param bundle directory of its OCI bundle
public record Container(
        String id,
        String runtime,
        String name,
        Image image,
        Execution execution,
        Kubernetes kubernetes,
        String bundle) {

    /// An image.
    ///
    /// @param name as the user or the runtime names it: `busybox:latest`
    /// @param digest of its manifest, `sha256:...`
    /// @param id of its configuration, `sha256:...` or bare digits
    public record Image(String name, String digest, String id) {
        public static final Image NONE = new Image("", "", "");

        Image over(Image older) {
            return new Image(
                    first(name, older.name), first(digest, older.digest), first(id, older.id));
        }
    }

    public Container {
        name = name.startsWith("/") ? name.substring(1) : name;
    }

    /// A container of which an id and a manager are known.
    public static Container of(String id, String runtime) {
        return new Container(id, runtime, "", Image.NONE, Execution.NONE, Kubernetes.NONE, "");
    }

    public Container withName(String newName) {
        return new Container(id, runtime, newName, image, execution, kubernetes, bundle);
    }

    public Container withRuntime(String newRuntime) {
        return new Container(id, newRuntime, name, image, execution, kubernetes, bundle);
    }

    public Container withImage(Image newImage) {
        return new Container(id, runtime, name, newImage, execution, kubernetes, bundle);
    }

    public Container withExecution(Execution newExecution) {
        return new Container(id, runtime, name, image, newExecution, kubernetes, bundle);
    }

    public Container withKubernetes(Kubernetes newKubernetes) {
        return new Container(id, runtime, name, image, execution, newKubernetes, bundle);
    }

    public Container withBundle(String newBundle) {
        return new Container(id, runtime, name, image, execution, kubernetes, newBundle);
    }

    /// This container's facts, and where it has none, those known before.
    Container over(Container older) {
        return new Container(
                id,
                first(runtime, older.runtime),
                first(name, older.name),
                image.over(older.image),
                execution.pid() == 0 ? older.execution : execution.over(older.execution),
                kubernetes.over(older.kubernetes),
                first(bundle, older.bundle));
    }

    static String first(String text, String other) {
        return text.isEmpty() ? other : text;
    }
}
