// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * Events through a ring buffer where the kernel has one, else through perf buffers: the program
 * asks the kernel's types, as the headers for gadgets do.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

struct event {
	__u64 seq;
	__u32 cpu;
	__u8 filler[];
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 256 * 1024);
} events SEC(".maps");

__u64 produced = 0;
__u64 dropped = 0;
__u32 asked_ring = 0;

#define LARGEST 400

SEC("raw_tp")
int fill(__u64 *args)
{
	__u8 buffer[LARGEST] __attribute__((aligned(8)));
	struct event *event = (struct event *)buffer;
	__u64 size = 16 + (args[1] & 255);
	long error;

	__builtin_memset(buffer, 0xab, sizeof(buffer));
	/* one thread runs this; an addition that gives the old value needs 5.12 */
	event->seq = produced++;
	event->cpu = bpf_get_smp_processor_id();
	if (bpf_core_enum_value_exists(enum bpf_map_type, BPF_MAP_TYPE_RINGBUF)) {
		asked_ring = 1;
		error = bpf_ringbuf_output(&events, event, size, 0);
	} else {
		error = bpf_perf_event_output(args, &events, BPF_F_CURRENT_CPU, event, size);
	}
	if (error)
		__sync_fetch_and_add(&dropped, 1);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
