// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import java.util.List;

/// A flag of a command.
///
/// @param names with their dashes, the one that messages use first: `--output`, `-o`
/// @param label what stands for the value in help, `""` if the flag is a switch
/// @param description one or more sentences
/// @param defaultValue what is in effect without the flag, `""` if nothing is
/// @param choices all values there are, empty if open
/// @param heading the section of the help page it is listed in
record Flag(
        List<String> names,
        String label,
        String description,
        String defaultValue,
        List<String> choices,
        String heading) {

    static final String COMMON = "Flags";

    static final Flag HELP = toggle("--help -h", "print this help");

    static final Flag VERBOSE =
            toggle("--verbose -v", "say more on stderr, and where an unexpected failure came from");

    Flag {
        names = List.copyOf(names);
        choices = List.copyOf(choices);
    }

    /// A flag that takes a value.
    ///
    /// @param names separated by spaces
    static Flag valued(String names, String label, String description) {
        return new Flag(List.of(names.split(" ")), label, description, "", List.of(), COMMON);
    }

    /// A flag that is given or not, or said to be `true` or `false`.
    ///
    /// @param names separated by spaces
    static Flag toggle(String names, String description) {
        return new Flag(List.of(names.split(" ")), "", description, "", List.of(), COMMON);
    }

    Flag withDefault(String value) {
        return new Flag(names, label, description, value, choices, heading);
    }

    Flag withChoices(List<String> values) {
        return new Flag(names, label, description, defaultValue, values, heading);
    }

    Flag under(String newHeading) {
        return new Flag(names, label, description, defaultValue, choices, newHeading);
    }

    /// The name that messages use.
    String name() {
        return names.getFirst();
    }

    boolean takesValue() {
        return !label.isEmpty();
    }
}
