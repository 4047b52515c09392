// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// One program or map for each rule that diagrams follow.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct inner {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 4);
	__uint(key_size, sizeof(__u32));
	__array(values, struct inner);
} outer SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, __u64);
	__uint(pinning, LIBBPF_PIN_BY_NAME);
} pinned SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, __u64);
} plain SEC(".maps"), never SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, sizeof(__u32));
} perf SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} ring SEC(".maps");

__u32 changing = 7;
__u32 zeroed;
const volatile __u32 constant = 9;

/* A global subprogram that no program calls: its use of "never" is nobody's. */
int __noinline uncalled(void)
{
	__u32 key = 1;

	return bpf_map_delete_elem(&never, &key);
}

/* A global subprogram, verified by itself. */
int __noinline global_part(__u32 key)
{
	return bpf_map_delete_elem(&plain, &key);
}

static int __noinline static_part(__u32 key)
{
	__u64 value = key;

	if (global_part(key))
		return 1;
	return bpf_map_update_elem(&pinned, &key, &value, BPF_ANY);
}

SEC("tp/one/place")
int z_last_by_name(void *ctx)
{
	__u32 key = changing;

	zeroed += key + constant;
	return bpf_map_lookup_elem(&pinned, &key) ? 1 : static_part(key);
}

/* A second program of the same section; it calls nothing. */
SEC("tp/one/place")
int a_first_by_name(void *ctx)
{
	return 0;
}

/* What is looked up is a map: uses of it count for the last map loaded into the register. */
SEC("kprobe/any name: really, any")
int maps_of_maps(void *ctx)
{
	__u32 key = 0, value = 5;
	void *found = bpf_map_lookup_elem(&outer, &key);

	if (!found)
		return 0;
	bpf_map_update_elem(found, &key, &value, BPF_ANY);
	return 0;
}

/* Names no section prefix; the ring buffer is not drawn, the perf buffer is, once. */
SEC("x/y/z+w")
int events(void *ctx)
{
	__u32 record = 1;

	bpf_ringbuf_output(&ring, &record, sizeof(record), 0);
	bpf_perf_event_output(ctx, &perf, BPF_F_CURRENT_CPU, &record, sizeof(record));
	bpf_perf_event_output(ctx, &perf, BPF_F_CURRENT_CPU, &record, sizeof(record));
	return 0;
}

/* The rarely taken branch counts as much as the other. */
SEC("?raw_tp/never_loaded")
int branches(void *ctx)
{
	__u32 key = 3;
	__u64 value = 4;

	bpf_map_update_elem(&plain, &key, &value, BPF_ANY);
	if (constant == 1000)
		bpf_map_lookup_elem(&never, &key);
	bpf_map_lookup_elem(&plain, &key);
	return 0;
}

static int __noinline zz_called_first(__u32 key)
{
	return bpf_map_delete_elem(&plain, &key);
}

static int __noinline aa_called_second(__u32 key)
{
	return bpf_map_delete_elem(&pinned, &key);
}

/* Subprograms count in the order of their names. */
SEC("tp/by/name")
int callees_by_name(void *ctx)
{
	return zz_called_first(zeroed) + aa_called_second(changing);
}

char _license[] SEC("license") = "Dual BSD/GPL";
