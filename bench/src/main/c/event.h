/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/* The event of 128 bytes that all benchmarks are about, and how it is sent. */
#ifndef __BENCH_EVENT_H
#define __BENCH_EVENT_H

#include <vmlinux.h>
#include <bpf/bpf_helpers.h>

#include <gadget/buffer.h>
#include <gadget/macros.h>
#include <gadget/types.h>

struct event {
	gadget_timestamp timestamp_raw;
	__u64 mntns_id;
	__u32 pid;
	__u32 tid;
	__u32 ppid;
	gadget_uid uid;
	gadget_gid gid;
	__u32 tpid;
	gadget_signal sig_raw;
	gadget_errno error_raw;
	char comm[16];
	char pcomm[16];
	__u64 seq;
	__u32 cpu;
	__u32 __pad;
	char __extra[32];
};

_Static_assert(sizeof(struct event) == 128, "the figures are for events of 128 bytes");

__u64 produced;

GADGET_TRACER_MAP(events, 1024 * 1024);
GADGET_TRACER(flood, events, event);

static __always_inline void emit(void *ctx)
{
	struct event *e = gadget_reserve_buf(&events, sizeof(*e));
	if (!e)
		return;
	__u64 pid_tgid = bpf_get_current_pid_tgid();
	__u64 uid_gid = bpf_get_current_uid_gid();

	__builtin_memset(e, 0, sizeof(*e));
	e->timestamp_raw = bpf_ktime_get_boot_ns();
	e->mntns_id = 4026531841ULL;
	e->pid = pid_tgid >> 32;
	e->tid = (__u32)pid_tgid;
	e->ppid = 1;
	e->uid = (__u32)uid_gid;
	e->gid = uid_gid >> 32;
	e->tpid = 4242;
	e->sig_raw = 1 + (produced & 15);
	bpf_get_current_comm(e->comm, sizeof(e->comm));
	__builtin_memcpy(e->pcomm, "systemd-journal", 16);
	e->seq = produced++;
	e->cpu = bpf_get_smp_processor_id();
	gadget_submit_buf(ctx, &events, e, sizeof(*e));
}

#endif
