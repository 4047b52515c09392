// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
#include "test.h"

struct {
	number(type, HASH);
	number(max_entries, 8);
	type(key, u32);
	type(value, u64);
} counts SEC(".maps");

static noinline u64 leaf(u64 value)
{
	barrier();
	return value ^ 0x55;
}

static noinline u64 middle(u64 value)
{
	barrier();
	return leaf(value) + leaf(value + 1);
}

noinline u64 global_function(u64 value)
{
	barrier();
	return middle(value) * 2;
}

weak noinline u64 weak_function(u64 value)
{
	barrier();
	return value + 2;
}

hidden noinline u64 hidden_function(u64 *value)
{
	barrier();
	return *value;
}

static noinline u64 unused_by_second(u64 value)
{
	barrier();
	return value - 9;
}

static long callback(u32 index, u64 *context)
{
	*context += leaf(index);
	return 0;
}

SEC("raw_tp/one") int one(void *ctx)
{
	u64 value = ktime();

	value += global_function(value) + weak_function(value);
	value += hidden_function(&value) + unused_by_second(value);
	loop(4, callback, &value, 0);
	return value;
}

SEC("raw_tp/two") int two(void *ctx)
{
	return leaf(ktime());
}

SEC("raw_tp/three") int three(void *ctx)
{
	return ktime();
}

char _license[] SEC("license") = "GPL";
