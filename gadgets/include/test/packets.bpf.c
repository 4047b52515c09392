// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Packets with the processes they belong to, behind filters for packets.
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>

#define GADGET_TYPE_NETWORKING
#include <gadget/buffer.h>
#include <gadget/macros.h>
#include <gadget/packetfilter.h>
#include <gadget/sockets-map.h>
#include <gadget/types.h>

struct packet {
	gadget_timestamp timestamp_raw;
	struct gadget_process proc;
	__u32 size;
	__u32 direction;
};

GADGET_TRACER_MAP(packets, 1024 * 64);
GADGET_TRACER(packet, packets, packet);

GADGET_PF();
GADGET_PF(second);

SEC("socket1")
int on_packet(struct __sk_buff *skb)
{
	struct gadget_socket_value *socket = gadget_socket_lookup(skb);
	struct packet *packet;

	if (gadget_should_discard_data_by_skb(socket))
		return 0;
	packet = gadget_reserve_buf(&packets, sizeof(*packet));
	if (!packet)
		return 0;
	packet->timestamp_raw = bpf_ktime_get_boot_ns();
	gadget_process_populate_from_socket(socket, &packet->proc);
	packet->size = skb->len;
	packet->direction = skb->pkt_type;
	gadget_submit_buf(skb, &packets, packet, sizeof(*packet));
	return 0;
}

SEC("classifier/ingress/all")
int on_ingress(struct __sk_buff *skb)
{
	void *data = (void *)(long)skb->data, *end = (void *)(long)skb->data_end;

	if (!gadget_pf_matches((void *)skb, data, end) ||
	    !gadget_pf_matches(second, (void *)skb, data, end))
		return -1;
	return gadget_socket_lookup_with_direction(skb, true) ? 0 : -1;
}

char _license[] SEC("license") = "GPL";
