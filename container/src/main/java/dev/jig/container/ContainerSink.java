// SPDX-License-Identifier: Apache-2.0
package dev.jig.container;

/// Takes what is known of containers, by whomever. Safe for use by several threads.
public interface ContainerSink {
    /// Takes in what a source knows of a container; what it does not know may be known already, or
    /// come later.
    void learn(Container facts);

    /// Takes in what a source knows of a pod: its labels, which runtimes keep with the pause
    /// container. Containers of that pod may be known already, or come later.
    void learnPod(Kubernetes pod);
}
