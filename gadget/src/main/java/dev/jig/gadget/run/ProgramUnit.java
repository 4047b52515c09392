// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import java.util.List;

/// Programs that are attached together or not at all.
///
/// @param title what messages call it
/// @param programs by name
/// @param optional whether the gadget works without it
/// @param choice key of the choice that it serves, of whose units one is enough; `""` if none
/// @param value which of the choice's values it is for
/// @param fields what events lack without it
record ProgramUnit(
        String title,
        List<String> programs,
        boolean optional,
        String choice,
        String value,
        List<String> fields) {
    ProgramUnit {
        programs = List.copyOf(programs);
        fields = List.copyOf(fields);
    }
}
