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
            switch (btf.type(current)) {
                case BtfType.Typedef(String name, int target) -> {
                    typedefs.add(name);
                    current = target;
                }
                case BtfType.Modifier modifier -> current = modifier.target();
                case BtfType type -> {
                    return new TypeChain(List.copyOf(typedefs), current, type);
                }
            }
        }
        throw errors.error("type " + id + " has more than " + MAX_STEPS + " typedefs");
    }
}
