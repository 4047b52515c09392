// SPDX-License-Identifier: Apache-2.0
package dev.jig.container;

/// Why an event has no container's name.
public enum Unnamed {
    /// It has one.
    NO(""),
    /// It was a process of the host.
    HOST("host"),
    /// The runtimes have not answered yet.
    PENDING("not answered yet"),
    /// No runtime that answered knows the mount namespace: a service with a file system of its own,
    /// or a container of a runtime jig does not know.
    UNKNOWN("unknown mount namespace"),
    /// The task had left its namespaces, as tasks do when they exit.
    LEFT("left its namespaces"),
    /// Several containers share the mount namespace.
    SHARED("shared mount namespace"),
    /// The runtime has told of the container, but not what it is called.
    NAMELESS("name not known yet");

    private final String text;

    Unnamed(String text) {
        this.text = text;
    }

    /// A few words for people and filters; `""` for {@link #NO}.
    public String text() {
        return text;
    }
}
