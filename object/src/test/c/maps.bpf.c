// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
#include "test.h"

struct key {
	u32 pid;
	u32 pad;
};

struct value {
	u64 count;
	char comm[16];
};

struct {
	number(type, HASH);
	number(max_entries, 512);
	number(map_flags, 1);
	type(key, struct key);
	type(value, struct value);
} typed SEC(".maps");

struct {
	number(type, PERCPU_ARRAY);
	number(max_entries, 1);
	number(key_size, 4);
	number(value_size, 10240);
} sized SEC(".maps");

struct {
	number(type, RINGBUF);
	number(max_entries, 256 * 1024);
} events SEC(".maps");

struct {
	number(type, HASH);
	number(max_entries, 8);
	number(key_size, 8);
	type(key, struct key);
	type(value, u64);
	number(numa_node, 0);
	number(pinning, 1);
} pinned SEC(".maps");

struct {
	number(type, BLOOM_FILTER);
	number(max_entries, 100);
	type(value, u64);
	wide_number(map_extra, 0x300000005ULL);
} bloom SEC(".maps");

int tail(void *ctx);

struct {
	number(type, PROG_ARRAY);
	number(max_entries, 4);
	number(key_size, 4);
	array(values, int(void *));
} tails SEC(".maps") = {
	.values = { [1] = (void *)&tail, [3] = (void *)&tail },
};

struct inner {
	number(type, ARRAY);
	number(max_entries, 1);
	type(key, u32);
	type(value, u64);
};

struct inner first SEC(".maps"), second SEC(".maps");

struct {
	number(type, ARRAY_OF_MAPS);
	number(max_entries, 2);
	type(key, u32);
	array(values, struct inner);
} outer SEC(".maps") = {
	.values = { &second, &first },
};

struct {
	number(type, HASH_OF_MAPS);
	number(max_entries, 16);
	number(key_size, 8);
	array(
		values, struct {
			number(type, PERF_EVENT_ARRAY);
			number(max_entries, 0);
			number(key_size, 4);
			number(value_size, 4);
		});
} rings SEC(".maps");

SEC("tracepoint/a/b") int tail(void *ctx)
{
	struct key key = {};

	return lookup(&typed, &key) == lookup(&pinned, &key);
}

char _license[] SEC("license") = "Dual BSD/GPL";
