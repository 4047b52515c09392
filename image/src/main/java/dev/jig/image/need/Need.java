// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.need;

import java.util.List;

/// Something a gadget needs of the kernel.
///
/// @param by names of the programs and maps that need it, in the order of the object
public record Need(Thing thing, Necessity necessity, List<String> by) {

    /// How much depends on it, most first.
    public enum Necessity {
        /// The gadget does not run without it.
        REQUIRED(""),
        /// The code asks whether the kernel has it, and does without.
        CHECKED("the code asks for it first"),
        /// jig puts something older in its place where the kernel lacks it.
        REPLACED("jig replaces it where it is absent"),
        /// Only programs that the gadget works without need it.
        OPTIONAL("only optional programs need it");

        private final String words;

        Necessity(String words) {
            this.words = words;
        }

        /// `""` for what is required.
        public String words() {
            return words;
        }
    }

    public Need {
        by = List.copyOf(by);
    }

    public Release since() {
        return thing.since();
    }
}
