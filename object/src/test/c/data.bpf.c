// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
#include "test.h"

const volatile u32 wanted_pid = 7;
const volatile bool verbose = 0;
const volatile char comm[16] = "jig";
u64 counter = 0x1122334455667788;
u32 numbers[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };
u64 lost;
u8 big[1 << 20];
hidden u32 secret;
weak u32 maybe = 5;
static u32 local = 3;
static volatile u32 local_bss;
u32 custom SEC(".data.custom") = 9;
const volatile u32 constant SEC(".rodata.custom") = 11;

SEC("raw_tp/x") int use(void *ctx)
{
	static const char text[] = "a string of its own that is not folded";
	volatile char copy[sizeof(text)];

	for (int i = 0; i < (int)sizeof(text); i++)
		copy[i] = text[i];
	__builtin_memset(numbers + 5, 1, 4);
	local_bss = wanted_pid + verbose + comm[1];
	barrier();
	local += local_bss;
	lost += counter + numbers[3] + secret + maybe + custom + constant + big[77];
	return copy[3] + local;
}

char _license[] SEC("license") = "GPL";
