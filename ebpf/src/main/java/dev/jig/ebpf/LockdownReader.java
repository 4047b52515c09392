// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jig.ebpf.sys.DetachedMount;
import dev.jig.ebpf.sys.Host;
import dev.jig.ebpf.sys.SystemCallException;
import dev.jig.ebpf.sys.SystemFiles;
import java.util.Locale;

/// Reads the lockdown state from securityfs, which is mounted for the occasion where it is not.
final class LockdownReader {
    private static final String MOUNTED = "/sys/kernel/security";

    private LockdownReader() {}

    static Lockdown read(Host host) {
        if (host.files().exists(MOUNTED + "/lockdown")) {
            return read(host.files(), MOUNTED);
        }
        try (DetachedMount mount =
                DetachedMount.open(host.syscalls(), host.descriptors(), "securityfs")) {
            return host.files().exists(mount.path() + "/lockdown")
                    ? read(host.files(), mount.path())
                    : Lockdown.NONE;
        } catch (SystemCallException failure) {
            return Lockdown.UNKNOWN;
        }
    }

    private static Lockdown read(SystemFiles files, String securityfs) {
        try {
            return parse(new String(files.read(securityfs + "/lockdown"), UTF_8));
        } catch (SystemCallException failure) {
            return Lockdown.UNKNOWN;
        }
    }

    /// `none [integrity] confidentiality`: the one in brackets is in effect.
    static Lockdown parse(String text) {
        int open = text.indexOf('[');
        int close = text.indexOf(']', open + 1);
        if (open < 0 || close < 0) {
            return Lockdown.UNKNOWN;
        }
        return switch (text.substring(open + 1, close).toLowerCase(Locale.ROOT)) {
            case "none" -> Lockdown.NONE;
            case "integrity" -> Lockdown.INTEGRITY;
            case "confidentiality" -> Lockdown.CONFIDENTIALITY;
            default -> Lockdown.UNKNOWN;
        };
    }
}
