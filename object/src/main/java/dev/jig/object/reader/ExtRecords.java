// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.reader;

import dev.jig.object.MalformedObjectException;
import java.util.Arrays;

/// Records of one kind (functions, lines or CO-RE) about one ELF section. A record is four words,
/// of which the first is the byte offset in the section; words the file does not have are 0.
final class ExtRecords {
    static final ExtRecords NONE = new ExtRecords();
    private static final int WORDS = 4;

    private int[] words = {};
    private int count;

    void add(int offset, int second, int third, int fourth) {
        int at = count * WORDS;
        if (at == words.length) {
            words = Arrays.copyOf(words, Math.max(WORDS * 8, words.length * 2));
        }
        words[at] = offset;
        words[at + 1] = second;
        words[at + 2] = third;
        words[at + 3] = fourth;
        count++;
    }

    int count() {
        return count;
    }

    /// The byte offset in the section, unsigned.
    long offset(int index) {
        return Integer.toUnsignedLong(words[index * WORDS]);
    }

    int word(int index, int word) {
        return words[index * WORDS + word];
    }

    /// The same records by ascending offset.
    ///
    /// @throws MalformedObjectException if two have the same
    ExtRecords sorted(String section) {
        if (!ascending()) {
            sort();
        }
        for (int index = 1; index < count; index++) {
            if (offset(index) == offset(index - 1)) {
                throw new MalformedObjectException(
                        "read .BTF.ext: section %s has two records of a kind at byte %d"
                                .formatted(section, offset(index)));
            }
        }
        return this;
    }

    private boolean ascending() {
        for (int index = 1; index < count; index++) {
            if (offset(index) < offset(index - 1)) {
                return false;
            }
        }
        return true;
    }

    private void sort() {
        Integer[] order = new Integer[count];
        Arrays.setAll(order, index -> index);
        Arrays.sort(order, (one, other) -> Long.compare(offset(one), offset(other)));
        int[] sorted = new int[count * WORDS];
        for (int index = 0; index < count; index++) {
            System.arraycopy(words, order[index] * WORDS, sorted, index * WORDS, WORDS);
        }
        words = sorted;
    }
}
