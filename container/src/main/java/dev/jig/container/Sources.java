// SPDX-License-Identifier: Apache-2.0
package dev.jig.container;

/// The source for each runtime; its classes are loaded when its socket is there.
final class Sources {
    private Sources() {}

    static Source.Factory of(String runtime, ContainerOptions options) {
        throw new IllegalArgumentException(runtime + options);
    }
}
