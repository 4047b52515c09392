// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SymbolTableTest {
    /// Two functions, the lower one first.
    static SymbolTable of(
            String name, long address, int size, String other, long otherAddress, int otherSize) {
        byte[] names = (" " + name + " " + other).getBytes(StandardCharsets.US_ASCII);
        names[0] = (byte) name.length();
        names[1 + name.length()] = (byte) other.length();
        return new SymbolTable(
                new long[] {address, otherAddress},
                new int[] {size, otherSize},
                new int[] {0, 1 + name.length()},
                names);
    }

    @Test
    void anAddressIsInAFunctionOrInNone() {
        SymbolTable table = of("main", 0x1000, 0x10, "start", 0x2000, 0);
        assertThat(table.name(table.find(0x1000))).isEqualTo("main");
        assertThat(table.name(table.find(0x100f))).isEqualTo("main");
        assertThat(table.find(0x1010)).isNegative();
        assertThat(table.find(0xfff)).isNegative();
        assertThat(table.name(table.find(0x9999))).isEqualTo("start");
        assertThat(SymbolTable.EMPTY.find(0x1000)).isNegative();
    }

    @Test
    void namesAreMadePrintable() {
        assertThat(Printable.clean("main.(*T).run·f", 99)).asString().isEqualTo("main.(*T).run?f");
        assertThat(Printable.clean("\u001b[2J\"\\ \u0000", 99)).asString().isEqualTo("?[2J????");
        assertThat(Printable.clean("abcdef", 3)).asString().isEqualTo("abc");
    }
}
