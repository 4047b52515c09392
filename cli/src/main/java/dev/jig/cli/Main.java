// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.gadget.Suggestion;
import dev.jig.gadget.UsageException;
import dev.jig.object.JigException;
import java.util.Arrays;
import java.util.List;

/// The `jig` command.
public final class Main {
    private static final List<String> HELP = List.of("--help", "-h", "help");

    private Main() {}

    public static void main(String[] args) {
        Console console = Console.ofProcess();
        Ending ending = Ending.install(console.stop());
        ending.finish(run(console, args));
    }

    /// Runs one command and returns the exit code of the process. The process stays as it was: no
    /// thread, hook or descriptor is left.
    static int run(String... args) {
        return run(Console.ofProcess(), args);
    }

    static int run(Console console, String... args) {
        try {
            return dispatch(console, Arrays.asList(args)).code();
        } catch (JigException e) {
            report(console, String.valueOf(e.getMessage()), e, args);
            return Exit.of(e).code();
        } catch (RuntimeException | Error e) {
            report(console, "unexpected failure: " + e, e, args);
            return Exit.FAILURE.code();
        }
    }

    private static Exit dispatch(Console console, List<String> words) {
        if (words.isEmpty() || HELP.contains(words.getFirst())) {
            return help(console, words);
        }
        String name = words.getFirst();
        if (name.equals("--version") || name.equals("-V")) {
            name = "version";
        }
        return command(name).run(console, words.subList(1, words.size()));
    }

    private static Exit help(Console console, List<String> words) {
        if (words.size() > 1) {
            return command(words.get(1)).run(console, List.of("--help"));
        }
        console.out().print(Commands.help(console.helpPage()));
        console.out().flush();
        return Exit.OK;
    }

    private static Command command(String name) {
        return Commands.named(name)
                .orElseThrow(() ->
                        new UsageException(
                                "unknown command "
                                        + name
                                        + Suggestion.hint(name, Commands.names())));
    }

    private static void report(Console console, String message, Throwable cause, String[] args) {
        console.say(console.errStyle().red("jig:") + " " + oneLine(message));
        if (wantsDetails(args)) {
            cause.printStackTrace(console.err());
        }
    }

    private static String oneLine(String message) {
        return String.join(" ", message.strip().split("\\s*\\n\\s*"));
    }

    /// Also true where the flags could not be parsed.
    private static boolean wantsDetails(String[] args) {
        return Arrays.asList(args).contains("-v") || Arrays.asList(args).contains("--verbose");
    }
}
