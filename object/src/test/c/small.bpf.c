// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
#include "test.h"

struct {
	number(type, ARRAY);
	number(max_entries, 1);
	type(key, u32);
	type(value, u64);
} map SEC(".maps");

struct pair {
	int a, b;
} preserve;

int counter;

static noinline int helper(struct pair *pair)
{
	barrier();
	return pair->b;
}

SEC("raw_tp/x") int use(struct pair *ctx)
{
	u32 key = 0;

	counter++;
	return lookup(&map, &key) ? helper(ctx) : 0;
}

char _license[] SEC("license") = "GPL";
