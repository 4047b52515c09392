// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
#include "test.h"

struct {
	number(type, ARRAY);
	number(key_size, 8);
	type(key, u32);
} map SEC(".maps");
