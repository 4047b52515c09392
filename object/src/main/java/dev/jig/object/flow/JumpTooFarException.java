// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.flow;

import dev.jig.object.JigException;

/// A jump would have to be longer than its instruction can express.
public final class JumpTooFarException extends JigException {
    private static final long serialVersionUID = 1L;

    JumpTooFarException(String program, int slot, long distance) {
        super(
                "insert into program %s: the jump at slot %d would go %d slots, its kind goes %d"
                        .formatted(program, slot, distance, Short.MAX_VALUE));
    }
}
