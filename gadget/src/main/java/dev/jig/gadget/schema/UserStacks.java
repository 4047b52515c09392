// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.schema;

import dev.jig.gadget.schema.FieldType.StackPart;
import dev.jig.gadget.schema.FieldType.UserStack;
import java.util.List;
import java.util.Optional;

/// Readable fields of `struct gadget_user_stack`.
final class UserStacks {
    private static final String STRUCT = "gadget_user_stack";
    private static final String ID = "stack_id";

    private UserStacks() {}

    /// Adds them if the member is such a structure's number of the stack, and the structure says
    /// whose stack it is.
    static void add(Leaf leaf, List<Leaf> all, Drafts drafts) {
        if (!leaf.owner().equals(STRUCT) || !leaf.bare().equals(ID) || leaf.size() != 4) {
            return;
        }
        Optional<Leaf> process = sibling(leaf, "tgid_level0", Integer.BYTES, all);
        Optional<Leaf> startCode = sibling(leaf, "start_code", Long.BYTES, all);
        Optional<Leaf> startStack = sibling(leaf, "start_stack", Long.BYTES, all);
        if (process.isEmpty() || startCode.isEmpty() || startStack.isEmpty()) {
            return;
        }
        for (StackPart part : StackPart.values()) {
            UserStack type =
                    new UserStack(
                            leaf.offset(),
                            process.get().offset(),
                            startCode.get().offset(),
                            startStack.get().offset(),
                            part);
            drafts.derived(leaf, leaf.sibling(name(part)), type).template("user_stack");
        }
    }

    private static String name(StackPart part) {
        return switch (part) {
            case ADDRESSES -> "addresses";
            case BUILD_IDS -> "buildid";
            case SYMBOLS -> "symbols";
        };
    }

    private static Optional<Leaf> sibling(Leaf leaf, String bare, int size, List<Leaf> all) {
        return all.stream()
                .filter(other -> other.name().equals(leaf.sibling(bare)) && other.size() == size)
                .findFirst();
    }
}
