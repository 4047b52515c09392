// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jig.object.Bytes;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ObjectSpec.KconfigExtern;
import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// Fills the section `.kconfig`: facts of the kernel that programs have as constants.
final class KconfigValues {
    private final ObjectSpec object;
    private final Kernel kernel;
    private final ByteBuffer section;

    private KconfigValues(ObjectSpec object, Kernel kernel, int size) {
        this.object = object;
        this.kernel = kernel;
        this.section = ByteBuffer.allocate(size).order(object.order());
    }

    /// @param size of the section in bytes
    /// @throws UnsupportedException if the kernel does not say what a strong extern asks for
    static Bytes fill(ObjectSpec object, Kernel kernel, int size) {
        KconfigValues values = new KconfigValues(object, kernel, size);
        object.externs().values().forEach(values::put);
        return Bytes.copyOf(values.section.array());
    }

    private void put(KconfigExtern extern) {
        switch (extern.name()) {
            case "LINUX_KERNEL_VERSION" -> putNumber(extern, kernel.version().code());
            case "LINUX_HAS_SYSCALL_WRAPPER" -> putFeature(extern, Feature.SYSCALL_WRAPPERS);
            case "LINUX_HAS_BPF_COOKIE" -> putFeature(extern, Feature.PERF_LINK);
            default -> putOption(extern);
        }
    }

    private void putFeature(KconfigExtern extern, Feature feature) {
        putNumber(extern, kernel.features().has(feature) == Answer.YES ? 1 : 0);
    }

    private void putOption(KconfigExtern extern) {
        Optional<String> value = kernel.config(extern.name());
        if (value.isPresent()) {
            putText(extern, value.get());
        } else if (!extern.weak()) {
            throw new UnsupportedException("fill extern " + extern.name(), "such build option", "");
        }
    }

    private void putText(KconfigExtern extern, String value) {
        switch (value) {
            case "y", "m", "n" -> putTristate(extern, value.charAt(0));
            case String text when text.startsWith("\"") -> putString(extern, text);
            default -> putNumber(extern, number(extern, value));
        }
    }

    private void putTristate(KconfigExtern extern, char value) {
        BtfType type = type(extern);
        if (type instanceof BtfType.Int integer && integer.size() == 1 && !integer.bool()) {
            putNumber(extern, value);
        } else if (type instanceof BtfType.Enumeration) {
            putNumber(extern, "nym".indexOf(value));
        } else if (value == 'm') {
            throw unfit(extern, "m is neither true nor false");
        } else {
            putNumber(extern, value == 'y' ? 1 : 0);
        }
    }

    private void putString(KconfigExtern extern, String quoted) {
        if (!(type(extern) instanceof BtfType.Array)) {
            throw unfit(extern, "the value is a text");
        }
        String text = quoted.substring(1, Math.max(quoted.lastIndexOf('"'), 1));
        byte[] bytes = text.getBytes(UTF_8);
        int length = Math.min(bytes.length, extern.size() - 1);
        section.put(extern.offset(), Arrays.copyOf(bytes, Math.max(length, 0)));
    }

    private static long number(KconfigExtern extern, String text) {
        try {
            return Long.decode(text);
        } catch (NumberFormatException wrong) {
            throw unfit(extern, "the value " + text + " is no number");
        }
    }

    private void putNumber(KconfigExtern extern, long value) {
        requireRange(extern, value);
        switch (extern.size()) {
            case 1 -> section.put(extern.offset(), (byte) value);
            case 2 -> section.putShort(extern.offset(), (short) value);
            case 4 -> section.putInt(extern.offset(), (int) value);
            case 8 -> section.putLong(extern.offset(), value);
            default -> throw unfit(extern, "the value is a number");
        }
    }

    private void requireRange(KconfigExtern extern, long value) {
        int bits = 8 * extern.size();
        if (bits >= 64) {
            return;
        }
        boolean signed = type(extern) instanceof BtfType.Int integer && integer.signed();
        long rest = signed ? value >> (bits - 1) : value >> bits;
        if (rest != 0 && !(signed && rest == -1)) {
            throw unfit(extern, "the value " + value + " is out of range");
        }
    }

    private BtfType type(KconfigExtern extern) {
        Btf btf = object.btf();
        return btf.type(btf.strip(extern.type()));
    }

    private static KernelException unfit(KconfigExtern extern, String fact) {
        return new KernelException(
                "fill extern " + extern.name() + ": " + fact, Errno.EINVAL, null);
    }
}
