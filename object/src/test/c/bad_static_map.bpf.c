// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
#include "test.h"

static struct {
	number(type, ARRAY);
	number(max_entries, 1);
	type(key, u32);
	type(value, u64);
} map SEC(".maps");

SEC("raw_tp/x") int use(void *ctx)
{
	u32 key = 0;

	return lookup(&map, &key) != 0;
}
