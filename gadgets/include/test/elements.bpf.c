// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The elements of a map, written by an iterator that leaves them where they are.
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>

#include <gadget/macros.h>

struct number {
	__u32 key;
	__u32 square;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u32);
} squares SEC(".maps");

GADGET_ITER(numbers, number, each_number);
GADGET_ITER_TARGET_MAP(each_number, squares);

SEC("iter/bpf_map_elem")
int each_number(struct bpf_iter__bpf_map_elem *ctx)
{
	__u32 *key = ctx->key, *square = ctx->value;
	struct number number = {};

	if (!key || !square)
		return 0;
	number.key = *key;
	number.square = *square;
	bpf_seq_write(ctx->meta->seq, &number, sizeof(number));
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
