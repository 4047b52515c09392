// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

/// What the standard streams are connected to.
interface Tty {
    int IN = 0;
    int OUT = 1;
    int ERR = 2;

    /// Whether a descriptor is a terminal.
    boolean isTerminal(int descriptor);

    /// Characters a line of the terminal holds; 0 if there is none or it does not say.
    int columns();

    /// No terminal anywhere.
    Tty NONE =
            new Tty() {
                @Override
                public boolean isTerminal(int descriptor) {
                    return false;
                }

                @Override
                public int columns() {
                    return 0;
                }
            };
}
