// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What part of the live tests is wanted, and in which kernels.
///
/// @param kernels versions
/// @param module the only module, or none for all
/// @param probe `kprobe` or `trampoline`, none for what jig takes by itself
/// @param pattern a regular expression of class names
record SuiteOptions(
        List<String> kernels, Optional<String> module, Optional<String> probe, String pattern) {

    private static final String USAGE = "[--kernel VERSION]... [--module M] [--probe P] [TEST]";

    private static final String ALL = ".*";

    SuiteOptions {
        kernels = List.copyOf(kernels);
    }

    /// @throws GuestException if the words make no sense
    static SuiteOptions parse(List<String> words) {
        List<String> kernels = new ArrayList<>();
        Optional<String> module = Optional.empty();
        Optional<String> probe = Optional.empty();
        String pattern = ALL;
        for (int i = 0; i < words.size(); i++) {
            switch (words.get(i)) {
                case "--kernel" -> kernels.add(value(words, ++i));
                case "--module" -> module = Optional.of(value(words, ++i));
                case "--probe" -> probe = Optional.of(value(words, ++i));
                default -> pattern = pattern(words.get(i));
            }
        }
        return new SuiteOptions(
                kernels.isEmpty() ? KernelStore.MATRIX : kernels, module, probe, pattern);
    }

    private static String pattern(String word) {
        if (word.startsWith("-")) {
            throw new GuestException("there is no " + word + " (" + USAGE + ")");
        }
        return ".*" + word + ".*";
    }

    private static String value(List<String> words, int index) {
        if (index >= words.size()) {
            throw new GuestException(words.getLast() + " needs a value (" + USAGE + ")");
        }
        return words.get(index);
    }

    /// Whether only some test classes are wanted.
    boolean isNarrow() {
        return !pattern.equals(ALL);
    }

    List<String> modules(List<String> all) {
        return module.map(List::of).orElse(all);
    }
}
