// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
#include "test.h"

struct {
	number(type, ARRAY_OF_MAPS);
	number(max_entries, 1);
	type(key, u32);
	array(
		values, struct {
			number(type, ARRAY_OF_MAPS);
			number(max_entries, 1);
			type(key, u32);
			array(values, struct { number(type, ARRAY); });
		});
} map SEC(".maps");
