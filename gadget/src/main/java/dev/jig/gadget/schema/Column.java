// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.schema;

/// How a field looks in a table.
///
/// @param header the heading, upper case
/// @param width wanted characters; on a terminal a weight
/// @param minWidth characters, 0 for no bound
/// @param maxWidth characters, 0 for no bound
/// @param fixed whether the width never adapts to the terminal
/// @param hidden whether it is left out unless asked for
/// @param order columns stand in ascending order, equal ones in field order
/// @param hex whether whole numbers are shown in hexadecimal
/// @param precision decimals of real numbers
public record Column(
        String header,
        int width,
        int minWidth,
        int maxWidth,
        boolean right,
        Ellipsis ellipsis,
        boolean fixed,
        boolean hidden,
        int order,
        boolean hex,
        int precision) {

    /// Where a value that is too long for its column is cut.
    public enum Ellipsis {
        END,
        START,
        MIDDLE,
        NONE
    }
}
