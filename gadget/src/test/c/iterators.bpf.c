// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Data sources that are no ring buffers. */
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>
#include <gadget/macros.h>
#include <gadget/types.h>

struct entry {
	gadget_pid pid;
};
struct key {
	__u32 k;
};
struct value {
	__u64 v;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16);
	__type(key, struct key);
	__type(value, struct value);
} counts SEC(".maps");

GADGET_ITER(tasks, entry, snap_one, snap_two);
GADGET_MAPITER(totals, counts);
GADGET_ITER_TARGET_MAP(snap_one, counts);

/* Looks like a marker but has another type. */
const char *gadget_tracer_no___marker___here;

SEC("iter/task")
int snap_one(void *ctx)
{
	return 0;
}

SEC("iter/task")
int snap_two(void *ctx)
{
	struct key key = {};

	return bpf_map_lookup_elem(&counts, &key) != 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
