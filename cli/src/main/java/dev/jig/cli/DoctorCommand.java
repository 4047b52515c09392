// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.container.ContainerOptions;
import dev.jig.container.Containers;
import dev.jig.container.RuntimeStatus;
import dev.jig.ebpf.Kernel;
import dev.jig.gadget.GadgetCatalog;
import dev.jig.gadget.run.GadgetCheck;
import java.time.Duration;
import java.util.List;

/// `jig doctor`: what this kernel offers and which gadgets run on it.
final class DoctorCommand implements Command {
    private static final String JSON = "json";
    private static final Duration ANSWERS = Duration.ofSeconds(3);
    private static final Flag OUTPUT =
            Flag.valued("--output -o", "MODE", "how the findings are printed")
                    .withChoices(List.of("columns", JSON))
                    .withDefault("columns");

    @Override
    public String name() {
        return "doctor";
    }

    @Override
    public String summary() {
        return "tell what this kernel can do and which gadgets run here";
    }

    @Override
    public Flags flags() {
        return new Flags("doctor").add(OUTPUT).add(Flag.VERBOSE).add(Flag.HELP);
    }

    @Override
    public Exit run(Console console, List<String> arguments) {
        Flags flags = flags();
        Flags.Parsed given = flags.parse(arguments);
        if (given.on(Flag.HELP)) {
            return console.print(
                    console.helpPage()
                            .usage("jig doctor [FLAGS]")
                            .paragraph(
                                    "Asks this kernel what gadgets need of it, and loads and"
                                            + " attaches every gadget for a moment. Without root"
                                            + " some of it cannot be told.")
                            .flags(flags.all()));
        }
        given.noWords();
        boolean json = given.choice(OUTPUT, "output mode").equals(JSON);
        Diagnosis diagnosis = diagnose(Gadgets.catalog());
        return console.print(
                json ? DiagnosisJson.of(diagnosis) : DiagnosisTable.of(diagnosis, console));
    }

    private static Diagnosis diagnose(GadgetCatalog catalog) {
        try (Kernel kernel = Kernel.running()) {
            List<GadgetCheck> gadgets =
                    catalog.names().stream()
                            .map(name -> GadgetCheck.of(catalog.open(name), kernel))
                            .toList();
            return new Diagnosis(
                    kernel.release(),
                    KernelCheck.of(kernel),
                    gadgets,
                    kernel.warnings(),
                    runtimes());
        }
    }

    private static List<RuntimeStatus> runtimes() {
        try (Containers containers = Containers.start(ContainerOptions.defaults())) {
            containers.awaitFirst(ANSWERS);
            return containers.statuses();
        }
    }
}
