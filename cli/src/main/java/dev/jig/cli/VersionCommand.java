// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/// `jig version`.
final class VersionCommand implements Command {
    @Override
    public String name() {
        return "version";
    }

    @Override
    public String summary() {
        return "print the version of jig";
    }

    @Override
    public Flags flags() {
        return new Flags("version").add(Flag.HELP);
    }

    @Override
    public Exit run(Console console, List<String> arguments) {
        Flags flags = flags();
        Flags.Parsed given = flags.parse(arguments);
        if (given.on(Flag.HELP)) {
            return console.print(
                    console.helpPage()
                            .usage("jig version")
                            .paragraph("Prints the version of jig.")
                            .flags(flags.all()));
        }
        given.noWords();
        return console.print("jig " + version() + "\n");
    }

    private static String version() {
        try (InputStream in = VersionCommand.class.getResourceAsStream("version.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
