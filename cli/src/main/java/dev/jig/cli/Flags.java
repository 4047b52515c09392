// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.gadget.Suggestion;
import dev.jig.gadget.UsageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// The flags of one command, and what a user made of them. Parsing is picocli's; its messages are
/// put in jig's own words.
final class Flags {
    private final String command;
    private final Map<String, Flag> byName = new LinkedHashMap<>();
    private final List<Flag> flags = new ArrayList<>();

    /// @param command what messages call it: `run`
    Flags(String command) {
        this.command = command;
    }

    Flags add(Flag flag) {
        flags.add(flag);
        flag.names().forEach(name -> byName.put(name, flag));
        return this;
    }

    Flags addAll(List<Flag> more) {
        more.forEach(this::add);
        return this;
    }

    List<Flag> all() {
        return List.copyOf(flags);
    }

    Set<String> names() {
        return byName.keySet();
    }

    /// Whether the next word of the command line is this one's value.
    boolean takesNextWord(String word) {
        Flag flag = byName.get(word);
        return flag != null && flag.takesValue();
    }

    /// @throws UsageException if a flag is unknown or lacks its value
    Parsed parse(List<String> arguments) {
        CommandLine line = new CommandLine(spec());
        try {
            return new Parsed(line.parseArgs(arguments.toArray(String[]::new)));
        } catch (CommandLine.UnmatchedArgumentException e) {
            throw unknown(e.getUnmatched().getFirst());
        } catch (CommandLine.MissingParameterException e) {
            throw new UsageException(command + ": flag " + missing(e) + " needs a value");
        } catch (CommandLine.ParameterException e) {
            String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new UsageException(command + ": " + message);
        }
    }

    private CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name(command);
        spec.parser()
                .expandAtFiles(false)
                .overwrittenOptionsAllowed(true)
                .allowOptionsAsOptionParameters(true);
        flags.forEach(flag -> spec.addOption(option(flag)));
        return spec.addPositional(
                PositionalParamSpec.builder()
                        .index("0..*")
                        .arity("0..*")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .build());
    }

    private static OptionSpec option(Flag flag) {
        OptionSpec.Builder builder = OptionSpec.builder(flag.names().toArray(String[]::new));
        if (flag.takesValue()) {
            return builder.type(List.class).auxiliaryTypes(String.class).arity("1").build();
        }
        return builder.type(Boolean.class).arity("0..1").fallbackValue("true").build();
    }

    private UsageException unknown(String word) {
        if (!word.startsWith("-")) {
            return unexpected(word);
        }
        int end = word.indexOf('=');
        String name = end < 0 ? word : word.substring(0, end);
        String hint = name.startsWith("--") ? Suggestion.hint(name, names()) : "";
        return new UsageException(command + ": unknown flag " + name + hint);
    }

    private UsageException unexpected(String word) {
        return new UsageException(command + ": unexpected argument \"" + word + "\"");
    }

    private static String missing(CommandLine.MissingParameterException e) {
        return e.getMissing().getFirst() instanceof OptionSpec option
                ? option.names()[0]
                : e.getMissing().getFirst().paramLabel();
    }

    /// What a user gave.
    final class Parsed {
        private final ParseResult result;

        private Parsed(ParseResult result) {
            this.result = result;
        }

        /// Whether a switch is on.
        boolean on(Flag flag) {
            return result.matchedOptionValue(flag.name(), Boolean.FALSE);
        }

        /// What was given last, or the flag's default.
        Optional<String> value(Flag flag) {
            return result.hasMatchedOption(flag.name())
                    ? Optional.of(values(flag).getLast())
                    : Optional.of(flag.defaultValue()).filter(v -> !v.isEmpty());
        }

        /// The value of a flag that has a default, which is one of its choices.
        ///
        /// @param what messages call it: `output mode`
        /// @throws UsageException if it is none of them
        String choice(Flag flag, String what) {
            String value = value(flag).orElseThrow();
            if (!flag.choices().contains(value)) {
                throw new UsageException(
                        "%s: there is no %s %s%s"
                                .formatted(
                                        command,
                                        what,
                                        value,
                                        Suggestion.hint(value, flag.choices())));
            }
            return value;
        }

        /// Everything that was given, in order; a switch's `true` or `false`.
        List<String> values(Flag flag) {
            List<String> values = new ArrayList<>();
            OptionSpec option = result.matchedOption(flag.name());
            if (option != null) {
                values.addAll(option.stringValues());
            }
            return values;
        }

        /// @throws UsageException if there is a word that is not a flag
        void noWords() {
            List<String> words = words();
            if (!words.isEmpty()) {
                throw unexpected(words.getFirst());
            }
        }

        /// The words that are not flags, which must be as many as asked for.
        ///
        /// @param wanted what they mean, for messages: `GADGET`
        /// @throws UsageException if there are more or fewer
        List<String> wordsFor(String... wanted) {
            List<String> words = words();
            if (words.size() < wanted.length) {
                throw new UsageException(command + ": no " + wanted[words.size()] + " given");
            }
            if (words.size() > wanted.length) {
                throw unexpected(words.get(wanted.length));
            }
            return words;
        }

        /// The words that are not flags.
        List<String> words() {
            List<String> words = new ArrayList<>();
            result.matchedPositionals().forEach(p -> words.addAll(p.stringValues()));
            return words;
        }
    }
}
