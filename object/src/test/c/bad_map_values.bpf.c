// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
#include "test.h"

struct {
	number(type, ARRAY);
	array(values, int(void));
} map SEC(".maps");
