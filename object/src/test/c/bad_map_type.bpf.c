// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
#include "test.h"

struct {
	number(type, 1000);
} map SEC(".maps");
