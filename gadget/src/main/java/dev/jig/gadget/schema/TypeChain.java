// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.schema;

import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfType;
import java.util.ArrayList;
import java.util.List;

/// A type seen through its typedefs and modifiers.
///
/// @param typedefs their names, outermost first
/// @param id of the type behind them
/// @param type the type behind them
record TypeChain(List<String> typedefs, int id, BtfType type) {
    private static final int MAX_STEPS = 64;

    static TypeChain of(Btf btf, int id, SchemaErrors errors) {
        List<String> typedefs = new ArrayList<>();
        int current = id;
        for (int step = 0; step < MAX_STEPS; step++) {
            BtfType type = btf.type(current);
            if (type instanceof BtfType.Typedef typedef) {
                typedefs.add(typedef.name());
                current = typedef.target();
            } else if (type instanceof BtfType.Modifier modifier) {
                current = modifier.target();
            } else {
                return new TypeChain(List.copyOf(typedefs), current, type);
            }
        }
        throw errors.error("type " + id + " has more than " + MAX_STEPS + " typedefs");
    }
}
