// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.gadget.GadgetCatalog;
import dev.jig.gadget.Suggestion;
import dev.jig.gadget.UsageException;
import java.util.Collection;
import java.util.List;

/// `jig completion bash`: a script that completes commands, gadgets, flags and their values.
final class CompletionCommand implements Command {
    private static final String BASH = "bash";

    @Override
    public String name() {
        return "completion";
    }

    @Override
    public String summary() {
        return "print a script that lets bash complete jig's commands and flags";
    }

    @Override
    public Flags flags() {
        return new Flags("completion").add(Flag.HELP);
    }

    @Override
    public Exit run(Console console, List<String> arguments) {
        Flags flags = flags();
        Flags.Parsed given = flags.parse(arguments);
        if (given.on(Flag.HELP)) {
            return console.print(
                    console.helpPage()
                            .usage("jig completion bash", "source <(jig completion bash)")
                            .paragraph(
                                    "Prints a bash script; source it to let the Tab key complete"
                                            + " commands, gadgets, flags and their values.")
                            .flags(flags.all()));
        }
        String shell = given.wordsFor("shell (bash)").getFirst();
        if (!shell.equals(BASH)) {
            throw new UsageException(
                    "completion: there is none for shell "
                            + shell
                            + Suggestion.hint(shell, List.of(BASH)));
        }
        return console.print(script(Gadgets.catalog()));
    }

    private static String script(GadgetCatalog catalog) {
        StringBuilder flags = new StringBuilder();
        StringBuilder values = new StringBuilder();
        for (String gadget : catalog.names()) {
            RunFlags run = RunFlags.of(catalog.open(gadget));
            flags.append(caseOf("run:" + gadget, run.flags().names()));
        }
        for (Command command : Commands.all()) {
            flags.append(caseOf(command.name() + ":*", command.flags().names()));
            for (Flag flag : command.flags().all()) {
                if (!flag.choices().isEmpty()) {
                    values.append(caseOf(String.join(" | ", flag.names()), flag.choices()));
                }
            }
        }
        return """
        # bash completion for jig; use: source <(jig completion bash)
        _jig_flags() {
            case "$1:$2" in
        %s    esac
        }

        _jig_values() {
            case "$1" in
        %s    esac
        }

        _jig() {
            local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
            local command=${COMP_WORDS[1]} values
            values=$(_jig_values "$before")
            if [ "$COMP_CWORD" = 1 ]; then
                COMPREPLY=($(compgen -W "%s" -- "$word"))
            elif [ -n "$values" ]; then
                COMPREPLY=($(compgen -W "$values" -- "$word"))
            elif [[ $word == -* ]]; then
                COMPREPLY=($(compgen -W "$(_jig_flags "$command" "${COMP_WORDS[2]}")" -- "$word"))
            elif [ "$command" = run ]; then
                COMPREPLY=($(compgen -W "%s" -- "$word") $(compgen -f -- "$word"))
            fi
        }
        complete -F _jig jig ./jig
        """
                .formatted(
                        flags,
                        values,
                        String.join(" ", Commands.names()),
                        String.join(" ", catalog.names()));
    }

    private static String caseOf(String pattern, Collection<String> words) {
        return "        " + pattern + ") echo \"" + String.join(" ", words) + "\" ;;\n";
    }
}
