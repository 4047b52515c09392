/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/*
 * Which process a socket belongs to, for programs that run in no process's name. User space keeps
 * the map; where it does not, nothing is found.
 *
 * Define GADGET_TYPE_NETWORKING for programs that get a packet, GADGET_TYPE_TRACING for those that
 * get a socket, before this header.
 */
#ifndef __GADGET_SOCKETS_MAP_H
#define __GADGET_SOCKETS_MAP_H

#include <vmlinux.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#include <gadget/filter.h>
#include <gadget/types.h>

#define GADGET_SOCKETS 16384

#define GADGET_AF_INET 2
#define GADGET_AF_INET6 10
#define GADGET_IPPROTO_TCP 6
#define GADGET_IPPROTO_UDP 17

struct gadget_socket_key {
	__u32 netns;
	__u16 family;
	__u8 proto; /* IPPROTO_TCP or IPPROTO_UDP */
	__u8 __pad;
	__u16 port; /* the local one, host byte order */
	__u16 __pad2;
};

struct gadget_socket_value {
	__u64 mntns;
	__u64 pid_tgid;
	__u64 uid_gid;
	char task[GADGET_TASK_COMM_LEN];
	char ptask[GADGET_TASK_COMM_LEN];
	__u64 sock;
	__u64 deletion_timestamp;
	__u32 ppid;
	__u32 ptid;
	__u8 ipv6only;
	__u8 __pad[7];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, GADGET_SOCKETS);
	__type(key, struct gadget_socket_key);
	__type(value, struct gadget_socket_value);
} gadget_sockets SEC(".maps");

/* An IPv6 socket that is not for IPv6 only serves IPv4 too. */
static __always_inline struct gadget_socket_value *gadget_socket_find(struct gadget_socket_key *key)
{
	struct gadget_socket_value *value = bpf_map_lookup_elem(&gadget_sockets, key);

	if (value || key->family != GADGET_AF_INET)
		return value;
	key->family = GADGET_AF_INET6;
	value = bpf_map_lookup_elem(&gadget_sockets, key);
	return value && !value->ipv6only ? value : NULL;
}

#ifdef GADGET_TYPE_TRACING

static __always_inline struct gadget_socket_value *gadget_socket_lookup(const struct sock *sk,
									__u32 netns)
{
	struct gadget_socket_key key = {
		.netns = netns,
		.family = BPF_CORE_READ(sk, __sk_common.skc_family),
		.port = BPF_CORE_READ(sk, __sk_common.skc_num),
	};

	/* Until 5.5 the protocol was a bit field, of which the loader knows. */
	key.proto = BPF_CORE_READ_BITFIELD_PROBED(sk, sk_protocol);
	return gadget_socket_find(&key);
}

#endif

#ifdef GADGET_TYPE_NETWORKING

#define GADGET_ETH_HLEN 14
#define GADGET_ETH_P_IP 0x0800
#define GADGET_ETH_P_IPV6 0x86dd
#define GADGET_PACKET_HOST 0

/* Which network namespace the program was attached in. */
const volatile __u32 current_netns = 0;

/* Fills family and protocol; returns where the ports are, or 0 for what is neither TCP nor UDP. */
static __always_inline int gadget_packet_parse(const struct __sk_buff *skb,
					       struct gadget_socket_key *key)
{
	__u16 ethertype;
	__u8 first;
	int l4 = 0;

	if (bpf_skb_load_bytes(skb, GADGET_ETH_HLEN - 2, &ethertype, sizeof(ethertype)))
		return 0;
	if (ethertype == bpf_htons(GADGET_ETH_P_IP)) {
		if (bpf_skb_load_bytes(skb, GADGET_ETH_HLEN, &first, 1) ||
		    bpf_skb_load_bytes(skb, GADGET_ETH_HLEN + 9, &key->proto, 1))
			return 0;
		key->family = GADGET_AF_INET;
		l4 = GADGET_ETH_HLEN + (first & 0xf) * 4;
	} else if (ethertype == bpf_htons(GADGET_ETH_P_IPV6)) {
		/* without extension headers */
		if (bpf_skb_load_bytes(skb, GADGET_ETH_HLEN + 6, &key->proto, 1))
			return 0;
		key->family = GADGET_AF_INET6;
		l4 = GADGET_ETH_HLEN + 40;
	}
	if (key->proto != GADGET_IPPROTO_TCP && key->proto != GADGET_IPPROTO_UDP)
		return 0;
	return l4;
}

/* The local port is a packet's source, or its destination when the packet comes in. */
static __always_inline struct gadget_socket_value *
gadget_socket_lookup_with_direction(const struct __sk_buff *skb, bool ingress)
{
	struct gadget_socket_key key = { .netns = current_netns };
	int l4 = gadget_packet_parse(skb, &key);
	__u16 port;

	if (!l4 || bpf_skb_load_bytes(skb, l4 + (ingress ? 2 : 0), &port, sizeof(port)))
		return NULL;
	key.port = bpf_ntohs(port);
	return gadget_socket_find(&key);
}

static __always_inline struct gadget_socket_value *gadget_socket_lookup(const struct __sk_buff *skb)
{
	return gadget_socket_lookup_with_direction(skb, skb->pkt_type == GADGET_PACKET_HOST);
}

#endif

/* Every byte of *proc is written; zero without a socket. */
static __always_inline void
gadget_process_populate_from_socket(const struct gadget_socket_value *socket,
				    struct gadget_process *proc)
{
	__builtin_memset(proc, 0, sizeof(*proc));
	if (!socket)
		return;
	__builtin_memcpy(proc->comm, socket->task, sizeof(proc->comm));
	proc->pid = socket->pid_tgid >> 32;
	proc->tid = (__u32)socket->pid_tgid;
	proc->mntns_id = socket->mntns;
	proc->creds.uid = (__u32)socket->uid_gid;
	proc->creds.gid = socket->uid_gid >> 32;
	__builtin_memcpy(proc->parent.comm, socket->ptask, sizeof(proc->parent.comm));
	proc->parent.pid = socket->ppid;
	proc->parent.tid = socket->ptid;
}

/* What no process is known of passes only where nothing is filtered. */
static __always_inline bool
gadget_should_discard_data_by_skb(const struct gadget_socket_value *socket)
{
	if (!socket)
		return gadget_filter_by_mntns || targ_pid || targ_tid ||
		       targ_uid != GADGET_ANY_ID || targ_gid != GADGET_ANY_ID || targ_comm[0];
	return gadget_should_discard_data(socket->mntns, socket->pid_tgid >> 32,
					  (__u32)socket->pid_tgid, socket->task,
					  (__u32)socket->uid_gid, socket->uid_gid >> 32);
}

#endif /* __GADGET_SOCKETS_MAP_H */
