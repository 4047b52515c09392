// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
#include "test.h"

extern int missing;

SEC("raw_tp/x") int use(void *ctx)
{
	return missing;
}
