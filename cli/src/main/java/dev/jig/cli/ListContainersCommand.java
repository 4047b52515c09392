// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.container.Container;
import dev.jig.container.ContainerChanges;
import dev.jig.container.ContainerSelection;
import dev.jig.container.ContainerSnapshot;
import dev.jig.container.Containers;
import dev.jig.container.RuntimeStatus;
import dev.jig.ebpf.Kernel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// `jig list-containers`: the containers of this machine, once or as they come and go.
final class ListContainersCommand implements Command {
    private static final String JSON = "json";
    private static final int SHORT_ID = 12;
    private static final Duration ANSWERS = Duration.ofSeconds(5);
    private static final Flag OUTPUT =
            Flag.valued("--output -o", "MODE", "how containers are printed")
                    .withChoices(List.of("columns", JSON))
                    .withDefault("columns");
    private static final Flag WATCH =
            Flag.toggle("--watch -w", "go on with a line of JSON for each one that comes or goes");

    @Override
    public String name() {
        return "list-containers";
    }

    @Override
    public String summary() {
        return "list the containers of this machine";
    }

    @Override
    public Flags flags() {
        return new Flags(name())
                .add(OUTPUT)
                .add(WATCH)
                .add(Flag.VERBOSE)
                .add(Flag.HELP)
                .addAll(ContainerFlags.ofSelection())
                .addAll(ContainerFlags.ofRuntimes());
    }

    @Override
    public Exit run(Console console, List<String> arguments) {
        Flags flags = flags();
        Flags.Parsed given = flags.parse(arguments);
        if (given.on(Flag.HELP)) {
            return console.print(
                    console.helpPage()
                            .usage("jig list-containers [FLAGS]")
                            .paragraph(
                                    "Lists the containers that run, of all runtimes that are found."
                                            + " Needs root.")
                            .flags(flags.all()));
        }
        given.noWords();
        boolean json = given.choice(OUTPUT, "output mode").equals(JSON);
        ContainerSelection selection = ContainerFlags.selection(given);
        try (Kernel kernel = Kernel.running()) {
            Privileges.check("list containers", kernel.capabilities());
        }
        boolean watch = given.on(WATCH);
        try (Containers containers =
                Containers.start(ContainerFlags.options(given).withHook(watch))) {
            containers.awaitFirst(ANSWERS);
            if (given.on(Flag.VERBOSE)) {
                say(containers, console);
            }
            if (watch) {
                return watch(containers, selection, console);
            }
            List<Container> found = selected(containers.snapshot(), selection);
            return console.print(json ? ContainerJson.list(found) : table(found, console));
        }
    }

    private static void say(Containers containers, Console console) {
        for (RuntimeStatus status : containers.statuses()) {
            console.say("containers: " + RuntimeWords.of(status));
        }
    }

    private static List<Container> selected(
            ContainerSnapshot snapshot, ContainerSelection selection) {
        return snapshot.running().stream().filter(selection::test).toList();
    }

    private static String table(List<Container> found, Console console) {
        Table table =
                new Table(
                        console.columns(),
                        "RUNTIME",
                        "NAME",
                        "ID",
                        "PID",
                        "MNTNS_ID",
                        "POD",
                        "IMAGE");
        for (Container container : found) {
            String id = container.id();
            String pod = container.kubernetes().pod();
            table.row(
                    container.runtime(),
                    container.name(),
                    id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id,
                    Integer.toString(container.execution().pid()),
                    Long.toString(container.execution().mountNamespace()),
                    pod.isEmpty() ? "" : container.kubernetes().namespace() + "/" + pod,
                    container.image().name());
        }
        return table.toString();
    }

    /// Prints on the threads that learn of containers until the command is told to end.
    private static Exit watch(
            Containers containers, ContainerSelection selection, Console console) {
        CountDownLatch end = new CountDownLatch(1);
        console.stop().whenMade(end::countDown);
        ContainerChanges changes =
                new ContainerChanges(
                        selection, change -> console.print(ContainerJson.change(change)));
        Runnable unsubscribe = containers.onChange(changes);
        try (EventStream.Watch _ = console.events().watch(console.stop())) {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        unsubscribe.run();
        return Exit.OK;
    }
}
