// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.btf;

import dev.jig.object.MalformedObjectException;
import java.util.HashMap;
import java.util.Map;

/// Strings of BTF that many records share, each made once. Strings that overlap one another are
/// legal; those asked for may add up to four times the whole, which no honest file comes near. Not
/// safe for use by several threads.
public final class BtfText {
    private static final long FREE = 1 << 16;

    private final Btf btf;
    private final Map<Integer, String> known = new HashMap<>();
    private long budget;

    public BtfText(Btf btf) {
        this.btf = btf;
        this.budget = FREE + 4L * btf.bytes().limit();
    }

    /// The string at an offset of the string section.
    ///
    /// @throws MalformedObjectException if there is none or too much was asked for
    public String at(int offset) {
        String text = known.get(offset);
        if (text == null) {
            text = btf.string(offset);
            budget -= text.length();
            if (budget < 0) {
                throw new MalformedObjectException("read btf: its strings overlap too much");
            }
            known.put(offset, text);
        }
        return text;
    }
}
