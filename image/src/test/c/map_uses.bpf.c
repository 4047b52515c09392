// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Every way to use a map that a diagram has a word for, besides lookup, update and delete.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_QUEUE);
	__uint(max_entries, 8);
	__type(value, __u32);
} queue SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_STACK);
	__uint(max_entries, 8);
	__type(value, __u32);
} stack SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} counters SEC(".maps");

SEC("raw_tracepoint/sys_enter")
int turn_over(void *ctx)
{
	__u32 value = 0;

	bpf_map_pop_elem(&queue, &value);
	bpf_map_push_elem(&stack, &value, 0);
	bpf_map_peek_elem(&stack, &value);
	return 0;
}

SEC("raw_tracepoint/sys_exit")
int other_cpu(void *ctx)
{
	__u32 key = 0;

	return bpf_map_lookup_percpu_elem(&counters, &key, 1) != 0;
}

char _license[] SEC("license") = "Dual BSD/GPL";
