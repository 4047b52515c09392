// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.param;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/// IP addresses written as numbers; names are never looked up.
final class InetLiteral {
    private InetLiteral() {}

    static Optional<InetAddress> parse(String text) {
        try {
            return Optional.of(text.indexOf(':') >= 0 ? Inet6Address.ofLiteral(text) : ipv4(text));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private static InetAddress ipv4(String text) {
        if (!text.matches("([0-9]{1,3}\\.){3}[0-9]{1,3}")) {
            throw new IllegalArgumentException(text);
        }
        return Inet4Address.ofLiteral(text);
    }
}
