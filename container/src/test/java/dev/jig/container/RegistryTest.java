// SPDX-License-Identifier: Apache-2.0
package dev.jig.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistryTest {
    private static final int SELF = (int) ProcessHandle.current().pid();

    private final List<Integer> watched = new ArrayList<>();
    private final Registry registry = new Registry(watched::add);

    @AfterEach
    void close() {
        registry.close();
    }

    private static Execution execution(long namespace) {
        return new Execution(SELF, 1, namespace, 0, false, "/x", 0);
    }

    private static Container running(String runtime) {
        return Container.of("a1", runtime).withExecution(execution(42));
    }

    private String nameOf(long namespace) {
        Container found = registry.snapshot().find(namespace);
        return found == null ? "absent" : found.name();
    }

    @Test
    void factsOfSeveralSourcesBecomeOneContainer() {
        registry.learn(Container.of("a1", "docker").withName("/web"));
        assertThat(registry.snapshot().containers()).isEmpty();
        registry.learn(running("docker"));
        assertThat(nameOf(42)).isEqualTo("web");
        assertThat(watched).containsExactly(SELF);
        registry.learn(
                Container.of("a1", "docker")
                        .withImage(new Container.Image("busybox", "", "sha256:1")));
        assertThat(registry.snapshot().containers())
                .singleElement()
                .satisfies(c -> {
                    assertThat(c.image().name()).isEqualTo("busybox");
                    assertThat(c.name()).isEqualTo("web");
                    assertThat(c.execution()).isEqualTo(execution(42));
                });
        assertThat(watched).hasSize(1);
    }

    @Test
    void whatOnlyAnOciRuntimeKnowsGoesByItsId() {
        registry.learn(running("runc"));
        assertThat(nameOf(42)).isEqualTo("a1");
    }

    @Test
    void aRemovedContainerStaysKnownAndMayGetItsNameLate() {
        registry.learn(running("docker"));
        registry.ended(SELF);
        assertThat(registry.forgetOld()).isTrue();
        assertThat(registry.snapshot().why(42)).isEqualTo(Unnamed.NAMELESS);
        registry.learn(Container.of("a1", "docker").withName("late"));
        assertThat(nameOf(42)).isEqualTo("late");
    }

    @Test
    void aProcessThatHasGoneIsNoContainer() {
        registry.learn(Container.of("gone", "runc").withExecution(Execution.of(Integer.MAX_VALUE)));
        assertThat(registry.snapshot().containers()).isEmpty();
    }

    @Test
    void labelsOfAPodReachItsContainersWhetherTheyComeBeforeOrAfter() {
        Kubernetes pod = Kubernetes.of("shop", "web-0", "", "u-1", Map.of("app", "web"));
        Kubernetes unlabelled = Kubernetes.of("shop", "web-0", "nginx", "u-1", Map.of());
        registry.learn(running("containerd").withKubernetes(unlabelled));
        registry.learnPod(pod);
        assertThat(registry.snapshot().containers())
                .extracting(c -> c.kubernetes().labelText())
                .containsExactly("app=web");
        registry.ended(SELF);
        registry.learn(Container.of("a2", "cri-o").withKubernetes(unlabelled));
        registry.learn(Container.of("a2", "cri-o").withExecution(execution(43)));
        assertThat(registry.snapshot().find(43))
                .isNotNull()
                .extracting(Container::kubernetes)
                .isEqualTo(pod.withContainer("nginx"));
    }

    @Test
    void aPodThatIsMadeAgainHasLabelsOfItsOwn() {
        registry.learnPod(Kubernetes.of("shop", "web-0", "", "u-1", Map.of("app", "web")));
        registry.learn(
                running("containerd")
                        .withKubernetes(Kubernetes.of("shop", "web-0", "c", "u-2", Map.of())));
        assertThat(registry.snapshot().containers())
                .extracting(c -> c.kubernetes().labelText())
                .containsExactly("");
    }

    @Test
    void listenersAreToldOfEveryChangeOnce() {
        List<Integer> sizes = new ArrayList<>();
        registry.onChange(snapshot -> sizes.add(snapshot.containers().size()));
        registry.learn(running("runc"));
        registry.learn(running("runc"));
        registry.complete();
        registry.complete();
        assertThat(sizes).containsExactly(0, 1, 1);
    }
}
