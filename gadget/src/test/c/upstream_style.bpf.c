// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* An object as Inspektor Gadget's own headers make it: lost events counted in a per-CPU map. */
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>

struct event {
	__u64 number;
	char text[8];
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} events_lost_samples SEC(".maps");

const void *gadget_map_tracer_events __attribute__((used));
const void *gadget_tracer_old___events___event __attribute__((used));
const struct event *unused_event __attribute__((used));

__u64 produced;

SEC("tracepoint/syscalls/sys_enter_write")
int on_write(void *ctx)
{
	char comm[16] = {};
	__u32 zero = 0;

	bpf_get_current_comm(comm, sizeof(comm));
	if (comm[0] != 'd' || comm[1] != 'd' || comm[2])
		return 0;
	struct event *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);
	/* one dd at a time; an addition that gives the old value needs 5.12 */
	__u64 number = produced++;
	if (!event) {
		__u64 *lost = bpf_map_lookup_elem(&events_lost_samples, &zero);
		if (lost)
			*lost += 1;
		return 0;
	}
	event->number = number;
	__builtin_memcpy(event->text, "upstream", 8);
	bpf_ringbuf_submit(event, 0);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
