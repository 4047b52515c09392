// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jig.ebpf.proc.AuxiliaryVector;
import dev.jig.ebpf.proc.VdsoNote;
import dev.jig.ebpf.sys.SystemCallException;
import dev.jig.ebpf.sys.SystemFiles;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the mainline version. uname(2) is the last resort: Ubuntu and Debian put a number of their
/// own where the patch level stands.
final class VersionReader {
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?.*");
    private static final Pattern UBUNTU = Pattern.compile("\\S+ \\S+ (\\d\\S*)\\s*");
    private static final Pattern DEBIAN = Pattern.compile(".*Debian (\\d\\S*).*");
    private static final int VDSO_HEAD = 4096;

    private final SystemFiles files;

    VersionReader(SystemFiles files) {
        this.files = files;
    }

    KernelVersion version(String release) {
        return named("/proc/version_signature", UBUNTU)
                .or(() -> named("/proc/version", DEBIAN))
                .or(this::built)
                .or(() -> parse(release))
                .orElseThrow(() ->
                        new KernelException(
                                "read kernel version from", release, Errno.EINVAL, null));
    }

    static Optional<KernelVersion> parse(String text) {
        Matcher matcher = VERSION.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(
                        new KernelVersion(
                                number(matcher.group(1)),
                                number(matcher.group(2)),
                                matcher.group(3) == null ? 0 : number(matcher.group(3))))
                : Optional.empty();
    }

    private static int number(String digits) {
        return digits.length() > 5 ? 99_999 : Integer.parseInt(digits);
    }

    private Optional<KernelVersion> named(String path, Pattern pattern) {
        try {
            Matcher matcher = pattern.matcher(new String(files.read(path), UTF_8).strip());
            return matcher.matches() ? parse(matcher.group(1)) : Optional.empty();
        } catch (SystemCallException absent) {
            return Optional.empty();
        }
    }

    private Optional<KernelVersion> built() {
        try {
            byte[] vector = files.read("/proc/self/auxv");
            long vdso = AuxiliaryVector.value(vector, AuxiliaryVector.VDSO);
            return vdso == 0 ? Optional.empty() : ofCode(VdsoNote.version(memory(vdso)));
        } catch (SystemCallException absent) {
            return Optional.empty();
        }
    }

    private static java.nio.ByteBuffer memory(long address) {
        return MemorySegment.ofAddress(address).reinterpret(VDSO_HEAD).asByteBuffer();
    }

    private static Optional<KernelVersion> ofCode(OptionalInt code) {
        if (code.isEmpty()) {
            return Optional.empty();
        }
        int packed = code.getAsInt();
        return Optional.of(new KernelVersion(packed >>> 16, packed >>> 8 & 0xff, packed & 0xff));
    }
}
