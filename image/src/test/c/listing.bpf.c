// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A program whose listing shows a map, variables, a helper, a jump and a CO-RE relocation.
#include <linux/bpf.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

struct task_struct {
	int prio;
	int tgid;
} __attribute__((preserve_access_index));

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, __u64);
} seen SEC(".maps");

const volatile __u32 first = 1;
const volatile __u32 wanted[2] = { 4, 5 };

static __noinline int forget(__u32 key)
{
	return bpf_map_delete_elem(&seen, &key);
}

SEC("tp/sched/sched_switch")
int listed(struct task_struct *task)
{
	__u32 tgid = task->tgid;

	if (tgid == wanted[1])
		return 0;
	return forget(tgid);
}

char _license[] SEC("license") = "Dual BSD/GPL";
