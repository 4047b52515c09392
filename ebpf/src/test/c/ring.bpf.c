// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * Events through a ring buffer: as many as asked for by a test run, and one for each call of
 * eventfd2 by one process.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct event {
	__u64 seq;
	__u64 time;
	__u32 pid;
	__u32 kind;
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 64 * 1024);
} events SEC(".maps");

const volatile __u32 wanted_pid = 0;

__u64 produced = 0;
__u64 dropped = 0;
__u8 small = 7;
__u32 word = 0x12345678;

static __always_inline int emit(__u32 kind)
{
	struct event *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);

	if (!event) {
		__sync_fetch_and_add(&dropped, 1);
		return 0;
	}
	/* one thread runs this; an addition that gives the old value needs 5.12 */
	event->seq = produced++;
	event->time = bpf_ktime_get_boot_ns();
	event->pid = bpf_get_current_pid_tgid() >> 32;
	event->kind = kind;
	bpf_ringbuf_submit(event, 0);
	return 1;
}

#define MOST 128

/* Emits as many events as the first argument says. */
SEC("raw_tp")
int fill(__u64 *args)
{
	__u32 wanted = args[0];
	int made = 0;

	for (__u32 i = 0; i < MOST; i++) {
		if (i >= wanted)
			break;
		made += emit(1);
	}
	return made;
}

SEC("tracepoint/syscalls/sys_enter_eventfd2")
int on_eventfd(void *ctx)
{
	if (bpf_get_current_pid_tgid() >> 32 == wanted_pid)
		emit(2);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
