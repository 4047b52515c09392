// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* What probes of a cheap system call cost: each program only counts. */
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>

__u64 hits = 0;

SEC("kprobe/__x64_sys_getpgid")
int entry(struct pt_regs *ctx)
{
	__sync_fetch_and_add(&hits, 1);
	return 0;
}

SEC("kretprobe/__x64_sys_getpgid")
int leave(struct pt_regs *ctx)
{
	__sync_fetch_and_add(&hits, 1);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
