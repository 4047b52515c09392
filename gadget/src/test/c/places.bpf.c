// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Programs whose places gadget.yaml decides. */
#define GADGET_NO_BUF_RESERVE
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>
#include <gadget/buffer.h>
#include <gadget/macros.h>
#include <gadget/types.h>

struct event {
	__u64 number;
	__u64 old_number;
};

GADGET_TRACER_MAP(events, 4096);
GADGET_TRACER(places, events, event);

SEC("kprobe/dummy_read")
int read_e(struct pt_regs *ctx)
{
	return ctx->di == 0;
}

SEC("kretprobe/dummy_read")
int read_x(void *ctx)
{
	return 0;
}

SEC("kprobe/dummy_statfs")
int statfs_e(void *ctx)
{
	return 0;
}

SEC("kprobe/fsnotify_insert_event")
int insert(void *ctx)
{
	return 0;
}

SEC("tracepoint/sched/sched_switch")
int switched(void *ctx)
{
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
