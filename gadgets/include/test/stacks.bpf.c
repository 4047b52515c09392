// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Stacks of user space, and the processes of sockets.
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#define GADGET_TYPE_TRACING
#include <gadget/bits.bpf.h>
#include <gadget/buffer.h>
#include <gadget/macros.h>
#include <gadget/sockets-map.h>
#include <gadget/user_stack_map.h>

struct call {
	gadget_timestamp timestamp_raw;
	struct gadget_user_stack ustack;
};

struct release {
	struct gadget_process proc;
	gadget_netns_id netns_id;
	__u32 slot;
};

GADGET_TRACER_MAP(calls, 1024 * 64);
GADGET_TRACER(call, calls, call);

GADGET_TRACER_MAP(releases, 1024 * 64);
GADGET_TRACER(release, releases, release);

SEC("tracepoint/syscalls/sys_enter_getpgid")
int on_call(struct syscall_trace_enter *ctx)
{
	struct call *call = gadget_reserve_buf(&calls, sizeof(*call));

	if (!call)
		return 0;
	call->timestamp_raw = bpf_ktime_get_boot_ns();
	gadget_get_user_stack(ctx, &call->ustack);
	gadget_submit_buf(ctx, &calls, call, sizeof(*call));
	return 0;
}

SEC("kprobe/inet_release")
int BPF_KPROBE(on_release, struct socket *socket)
{
	struct sock *sk = BPF_CORE_READ(socket, sk);
	__u32 netns = BPF_CORE_READ(sk, __sk_common.skc_net.net, ns.inum);
	struct gadget_socket_value *owner = gadget_socket_lookup(sk, netns);
	struct release *release;

	if (gadget_should_discard_data_by_skb(owner))
		return 0;
	release = gadget_reserve_buf(&releases, sizeof(*release));
	if (!release)
		return 0;
	release->netns_id = netns;
	release->slot = log2(netns) + log2l(bpf_get_prandom_u32());
	gadget_process_populate_from_socket(owner, &release->proc);
	gadget_submit_buf(ctx, &releases, release, sizeof(*release));
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
