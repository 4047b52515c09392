// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// cflags: -mcpu=v4
#include "test.h"

u64 wide;
u32 narrow;

static noinline s64 divide(s64 a, s64 b)
{
	return a / b + a % b;
}

SEC("raw_tp/x") int use(s64 *ctx)
{
	s8 *bytes = (s8 *)ctx;
	u64 sum = divide(ctx[0], ctx[1]);

	sum += (s8)ctx[2] + (s16)ctx[3] + (s64)(s32)ctx[4];
	sum += bytes[5] + *(s16 *)(bytes + 6) + *(s32 *)(bytes + 8);
	sum += __builtin_bswap16(ctx[6]) + __builtin_bswap32(ctx[7]) + __builtin_bswap64(ctx[8]);
	__sync_fetch_and_add(&wide, sum);
	sum += __sync_fetch_and_add(&wide, 2) + __sync_fetch_and_or(&narrow, 4);
	sum += __sync_fetch_and_and(&wide, 8) + __sync_fetch_and_xor(&narrow, 16);
	sum += __sync_lock_test_and_set(&wide, sum);
	sum += __sync_val_compare_and_swap(&narrow, 1, (u32)sum);
	if ((u32)sum > 7 && (s64)sum < -9)
		sum = -sum;
	*(volatile u32 *)&ctx[9] = 5;
	return sum;
}

char _license[] SEC("license") = "GPL";
