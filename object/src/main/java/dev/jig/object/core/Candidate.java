// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import dev.jig.object.btf.Btf;

/// A target type of the right name and kind; compared by identity.
final class Candidate {
    private final int number;
    private final Btf btf;
    private final int id;
    private final Origin origin;

    Candidate(int number, Btf btf, int id, Origin origin) {
        this.number = number;
        this.btf = btf;
        this.id = id;
        this.origin = origin;
    }

    /// Its place among the candidates for one local type, counted from 0.
    int number() {
        return number;
    }

    Btf btf() {
        return btf;
    }

    int id() {
        return id;
    }

    Origin origin() {
        return origin;
    }

    /// Where a target type is from.
    enum Origin {
        KERNEL("vmlinux"),
        MODULE("a module"),
        EXTRA("an extra target");

        private final String words;

        Origin(String words) {
            this.words = words;
        }
    }

    /// For messages: `type 112 of vmlinux`.
    String words() {
        return "type " + id + " of " + origin.words;
    }
}
