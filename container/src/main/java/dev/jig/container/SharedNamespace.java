// SPDX-License-Identifier: Apache-2.0
package dev.jig.container;

/// What containers that live in one mount namespace have in common. It has no id.
final class SharedNamespace {
    private SharedNamespace() {}

    static Container of(Container one, Container other) {
        boolean sameRuntime = one.runtime().equals(other.runtime());
        boolean samePod = one.kubernetes().samePod(other.kubernetes());
        Execution here = new Execution(0, 0, one.execution().mountNamespace(), 0, false, "", 0);
        return Container.of("", sameRuntime ? one.runtime() : "")
                .withExecution(here)
                .withKubernetes(samePod ? one.kubernetes().withContainer("") : Kubernetes.NONE);
    }
}
