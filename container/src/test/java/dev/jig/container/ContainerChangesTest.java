// SPDX-License-Identifier: Apache-2.0
package dev.jig.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.container.ContainerSelection.Criterion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContainerChangesTest {
    private final List<String> told = new ArrayList<>();

    private ContainerChanges changes(ContainerSelection selection) {
        return new ContainerChanges(
                selection, change -> told.add(change.kind() + " " + change.container().name()));
    }

    private static Container container(String name, int pid) {
        return Container.of("id-" + pid, "runc")
                .withName(name)
                .withExecution(new Execution(pid, 1, 100L + pid, 0, false, "", 0));
    }

    private static ContainerSnapshot snapshot(Container... containers) {
        return new ContainerSnapshot(List.of(containers), 1, true);
    }

    @Test
    void tellsOfThoseThatAreThereThenOfThoseThatComeAndGo() {
        ContainerChanges changes = changes(ContainerSelection.NONE);
        changes.accept(snapshot(container("a", 1), container("b", 2)));
        changes.accept(snapshot(container("b", 2), container("c", 3)));
        changes.accept(snapshot(container("b", 2), container("c", 3)));
        assertThat(told).containsExactly("CREATED a", "CREATED b", "DELETED a", "CREATED c");
    }

    @Test
    void aProcessNumberThatIsUsedAgainIsAnotherContainer() {
        ContainerChanges changes = changes(ContainerSelection.NONE);
        changes.accept(snapshot(container("a", 1)));
        Container other = container("z", 1);
        changes.accept(snapshot(Container.of("other", "runc").over(other)));
        assertThat(told).containsExactly("CREATED a", "DELETED a", "CREATED z");
    }

    @Test
    void whatIsSelectedByALateNameIsCreatedThen() {
        ContainerChanges changes =
                changes(new ContainerSelection(Map.of(Criterion.NAME, "wanted")));
        changes.accept(snapshot(container("", 1), container("other", 2)));
        changes.accept(snapshot(container("wanted", 1), container("other", 2)));
        assertThat(told).containsExactly("CREATED wanted");
    }
}
