// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.container.ContainerOptions;
import dev.jig.container.ContainerSelection;
import dev.jig.container.ContainerSelection.Criterion;
import dev.jig.gadget.Suggestion;
import dev.jig.gadget.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The flags about containers: where they are looked for, and which are wanted.
final class ContainerFlags {
    private static final String HEADING = "Container flags";

    private static final Flag HOST =
            Flag.toggle(
                            "--host",
                            "with a selection, show events of processes in no container too;"
                                    + " without one, everything is shown")
                    .under(HEADING);

    /// Of runs only.
    static final Flag EVENTS =
            Flag.toggle(
                            "--containers",
                            "also print an event for each container that is there, is created or"
                                    + " deleted: data source containers")
                    .under(HEADING);

    private static final Flag RUNTIMES =
            Flag.valued("--runtimes -r", "LIST", "which runtimes are asked for containers")
                    .withChoices(ContainerOptions.ALL)
                    .withDefault(String.join(",", ContainerOptions.ALL))
                    .under(HEADING);
    private static final Flag NAMESPACES =
            Flag.valued(
                            "--containerd-namespace",
                            "LIST",
                            "namespaces of containerd that are asked for; without it all but"
                                    + " Docker's")
                    .under(HEADING);

    private static final Map<Criterion, Flag> SELECTION = selection();
    private static final Map<String, Flag> SOCKETS = sockets();

    private ContainerFlags() {}

    private static Map<Criterion, Flag> selection() {
        Map<Criterion, Flag> flags = new EnumMap<>(Criterion.class);
        flags.put(
                Criterion.NAME,
                list(
                        "--containername -c --runtime-containername",
                        "only containers of these names; a name after ! is left out"));
        flags.put(
                Criterion.IMAGE_NAME,
                list("--runtime-containerimage-name", "only containers of these images"));
        flags.put(
                Criterion.IMAGE_DIGEST,
                list(
                        "--runtime-containerimage-digest",
                        "the same by digest; the first 12 digits count"));
        flags.put(
                Criterion.IMAGE_ID,
                list("--runtime-containerimage-id", "the same by id; the first 12 digits count"));
        flags.put(
                Criterion.K8S_NAMESPACE,
                list("--k8s-namespace", "only containers of pods in these namespaces"));
        flags.put(Criterion.K8S_POD, list("--k8s-podname", "only containers of these pods"));
        flags.put(
                Criterion.K8S_CONTAINER,
                list("--k8s-containername", "only containers of these names in their pods"));
        flags.put(
                Criterion.K8S_LABELS,
                list("--k8s-selector", "only containers of pods with these labels: key=value"));
        return flags;
    }

    private static Flag list(String names, String description) {
        return Flag.valued(names, "LIST", description).under(HEADING);
    }

    private static Map<String, Flag> sockets() {
        Map<String, Flag> flags = new LinkedHashMap<>();
        for (String runtime : ContainerOptions.ALL) {
            String name = "--" + runtime.replace("-", "") + "-socketpath";
            flags.put(
                    runtime,
                    Flag.valued(name, "FILE", "where " + runtime + " listens").under(HEADING));
        }
        return flags;
    }

    /// Those that select.
    static List<Flag> ofSelection() {
        List<Flag> flags = new ArrayList<>(SELECTION.values());
        flags.add(HOST);
        return flags;
    }

    /// Those about runtimes.
    static List<Flag> ofRuntimes() {
        List<Flag> flags = new ArrayList<>(List.of(RUNTIMES));
        flags.addAll(SOCKETS.values());
        flags.add(NAMESPACES);
        return flags;
    }

    static ContainerSelection selection(Flags.Parsed given) {
        Map<Criterion, String> criteria = new EnumMap<>(Criterion.class);
        SELECTION.forEach((criterion, flag) -> {
            List<String> values = given.values(flag);
            if (!values.isEmpty()) {
                criteria.put(criterion, String.join(",", values));
            }
        });
        return new ContainerSelection(criteria);
    }

    static boolean host(Flags.Parsed given) {
        return given.on(HOST);
    }

    /// @throws UsageException if a runtime is named that there is not
    static ContainerOptions options(Flags.Parsed given) {
        Map<String, Path> sockets = new LinkedHashMap<>();
        SOCKETS.forEach((runtime, flag) ->
                given.value(flag).ifPresent(path -> sockets.put(runtime, Path.of(path))));
        return ContainerOptions.defaults()
                .withRuntimes(runtimes(given))
                .withSockets(sockets)
                .withContainerdNamespaces(words(given, NAMESPACES));
    }

    private static Set<String> runtimes(Flags.Parsed given) {
        Set<String> runtimes = words(given, RUNTIMES);
        for (String runtime : runtimes) {
            if (!ContainerOptions.ALL.contains(runtime)) {
                throw new UsageException(
                        "set %s: there is no container runtime \"%s\"%s"
                                .formatted(
                                        RUNTIMES.name(),
                                        runtime.replaceAll("\\p{Cntrl}", "?"),
                                        Suggestion.hint(runtime, ContainerOptions.ALL)));
            }
        }
        return runtimes;
    }

    private static Set<String> words(Flags.Parsed given, Flag flag) {
        Set<String> words = new TreeSet<>();
        for (String word : given.value(flag).orElse("").split(",", -1)) {
            if (!word.isBlank()) {
                words.add(word.strip());
            }
        }
        return words;
    }
}
