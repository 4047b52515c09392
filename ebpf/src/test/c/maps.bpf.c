// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A map of each kind that tests work on, and what is filled in before programs run. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct pair {
	__u32 a;
	__u32 b;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__type(key, __u32);
	__type(value, struct pair);
	__uint(max_entries, 20000);
} table SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_HASH);
	__type(key, __u32);
	__type(value, __u32);
	__uint(max_entries, 16);
} per_cpu SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__type(key, __u32);
	__type(value, __u64);
	__uint(max_entries, 4);
} counters SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_QUEUE);
	__uint(max_entries, 8);
	__uint(value_size, 4);
} queue SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__type(key, __u32);
	__type(value, __u64);
	__uint(max_entries, 600);
} mapped SEC(".maps");

struct inner {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__type(key, __u32);
	__type(value, __u64);
	__uint(max_entries, 2);
};

struct inner first SEC(".maps");
struct inner second SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 3);
	__type(key, __u32);
	__array(values, struct inner);
} outer SEC(".maps") = {
	.values = { [0] = &first, [2] = &second },
};

int tail(void *ctx);

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 2);
	__uint(key_size, 4);
	__array(values, int(void *));
} calls SEC(".maps") = {
	.values = { [1] = (void *)&tail },
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__type(key, __u32);
	__type(value, __u64);
	__uint(max_entries, 1);
	__uint(pinning, LIBBPF_PIN_BY_NAME);
} shared SEC(".maps");

const volatile __u64 constant = 11;
__u64 tail_calls = 0;

/* Counts on the CPU it runs on. */
SEC("raw_tp")
int count(void *ctx)
{
	__u32 key = 1;
	__u64 *value = bpf_map_lookup_elem(&counters, &key);

	if (value)
		*value += constant;
	return 0;
}

SEC("socket/tail")
int tail(void *ctx)
{
	tail_calls++;
	return 77;
}

SEC("socket/caller")
int caller(void *ctx)
{
	bpf_tail_call(ctx, &calls, 1);
	return 1;
}

/* Writes to the second of the maps in the outer map. */
SEC("socket/nested")
int nested(void *ctx)
{
	__u32 key = 2, zero = 0;
	void *inner = bpf_map_lookup_elem(&outer, &key);
	__u64 *value;

	if (!inner)
		return 1;
	value = bpf_map_lookup_elem(inner, &zero);
	if (!value)
		return 2;
	*value = 99;
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
