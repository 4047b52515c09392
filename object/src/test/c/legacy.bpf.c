// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
#include "test.h"

struct definition {
	u32 type, key_size, value_size, max_entries, flags, extra;
};

struct definition SEC("maps") one = { HASH, 4, 8, 16, 1 };
struct definition SEC("maps") two = { ARRAY, 4, 2, 3 };

SEC("socket") int use(void *ctx)
{
	u32 key = 0;

	return lookup(&one, &key) == lookup(&two, &key);
}

char _license[] SEC("license") = "GPL";
u32 _version SEC("version") = 7;
