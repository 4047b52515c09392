// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.metadata;

import dev.jig.gadget.metadata.GadgetMetadata.ParamSettings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A choice that decides what programs are attached to (`params.custom`). A value.
///
/// @param multiple whether several values may be chosen at once
/// @param automatic whether {@link #AUTOMATIC} is a value: those whose file system is mounted
/// @param values by what the user writes, in the file's order
/// @param unreadable what it wants that jig cannot apply, `""` if there is no such thing
public record CustomParam(
        ParamSettings settings,
        boolean multiple,
        boolean automatic,
        Map<String, Value> values,
        String unreadable) {

    /// What a user writes for the values that fit the machine as it is.
    public static final String AUTOMATIC = "auto";

    /// A target that means: the program is not attached.
    public static final String OFF = "off";

    /// One of the values.
    ///
    /// @param module the kernel module that has the functions
    /// @param mounted types of mounted file systems this value is for
    /// @param targets candidates by program or group; {@link #OFF} for none
    public record Value(
            String description,
            String module,
            List<String> mounted,
            Map<String, List<String>> targets) {
        public Value {
            mounted = List.copyOf(mounted);
            targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        }
    }

    public CustomParam {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
