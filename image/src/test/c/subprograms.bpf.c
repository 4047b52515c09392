// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Maps used by a subprogram that two programs call.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, __u32);
} shared SEC(".maps"), outer SEC(".maps");

static __noinline int forget(__u32 key)
{
	if (!bpf_map_lookup_elem(&shared, &key))
		return 1;
	return bpf_map_delete_elem(&shared, &key);
}

SEC("raw_tracepoint/sys_enter")
int first(void *ctx)
{
	__u32 key = 7;

	bpf_map_update_elem(&outer, &key, &key, BPF_ANY);
	return forget(key);
}

SEC("raw_tracepoint/sys_exit")
int second(void *ctx)
{
	return forget(9);
}

char _license[] SEC("license") = "Dual BSD/GPL";
