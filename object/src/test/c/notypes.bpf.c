// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// cflags: -g0
#include "test.h"

u32 variable = 4;

static noinline int helper(int value)
{
	barrier();
	return value + variable;
}

SEC("xdp") int use(void *ctx)
{
	return helper(ktime());
}

char _license[] SEC("license") = "GPL";
