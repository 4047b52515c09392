// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.names;

import org.jspecify.annotations.Nullable;

/// Names of IP protocols by the number in the IP header (include/uapi/linux/in.h). Safe for use by
/// several threads; lookups allocate nothing.
public final class ProtocolNames {
    private static final NameTable TABLE =
            NameTable.parse(
                    "",
                    """
                    0: IP ICMP IGMP
                    4: IPIP
                    6: TCP
                    8: EGP
                    12: PUP
                    17: UDP
                    22: IDP
                    29: TP
                    33: DCCP
                    41: IPV6
                    46: RSVP GRE
                    50: ESP AH
                    58: ICMPV6
                    92: MTP
                    94: BEETPH
                    98: ENCAP
                    103: PIM
                    108: COMP
                    115: L2TP
                    132: SCTP
                    136: UDPLITE MPLS
                    143: ETHERNET AGGFRAG
                    255: RAW
                    262: MPTCP
                    """);

    private ProtocolNames() {}

    /// The name; null if the number has none. The array is shared and must not be changed.
    public static byte @Nullable [] utf8(long protocol) {
        return TABLE.utf8(protocol);
    }
}
