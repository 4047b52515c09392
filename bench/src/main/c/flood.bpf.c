// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The producer of the drain benchmarks: fills a ring with events of 128 bytes, run by
 * BPF_PROG_TEST_RUN.
 */
#include "event.h"

#define BATCH 4096

struct fill_args {
	__u64 count;
};

SEC("syscall")
int fill(struct fill_args *args)
{
	__u64 count = args->count;

	for (__u64 i = 0; i < BATCH; i++) {
		if (i >= count)
			break;
		emit(args);
	}
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
