// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A function that the kernel calls: its reference is a relocation of its own kind. Needs 5.17. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct request {
	__u32 count;
	__u32 sum;
};

static int add(__u32 index, struct request *request)
{
	request->sum += index;
	return 0;
}

SEC("syscall")
int call_back(struct request *request)
{
	struct request copy = { .count = request->count, .sum = 0 };

	bpf_loop(copy.count, add, &copy, 0);
	return copy.sum;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
