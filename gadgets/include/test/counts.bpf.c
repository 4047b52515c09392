// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Counts in a map that user space reads and empties, and an event sent by copying.
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>

#define GADGET_NO_BUF_RESERVE
#include <gadget/buffer.h>
#include <gadget/common.h>
#include <gadget/filter.h>
#include <gadget/macros.h>
#include <gadget/maps.bpf.h>
#include <gadget/types.h>

struct who {
	gadget_mntns_id mntns_id;
	gadget_pid pid;
	gadget_comm comm[TASK_COMM_LEN];
	__u32 __pad;
};

struct how_often {
	gadget_counter__u64 calls;
	gadget_duration longest_raw;
	gadget_bytes written_raw;
};

struct arrival {
	gadget_timestamp timestamp_raw;
	struct gadget_process proc;
	__u32 words_size;
	gadget_strings words[64];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, struct who);
	__type(value, struct how_often);
} counts SEC(".maps");

GADGET_MAPITER(calls, counts);

GADGET_TRACER_MAP(arrivals, 1024 * 64);
GADGET_TRACER(arrival, arrivals, arrival);

SEC("tracepoint/syscalls/sys_enter_getpgid")
int on_call(struct syscall_trace_enter *ctx)
{
	static const struct how_often never;
	struct arrival arrival = {};
	struct how_often *count;
	struct who who = {};

	who.mntns_id = gadget_get_current_mntns_id();
	who.pid = bpf_get_current_pid_tgid() >> 32;
	bpf_get_current_comm(who.comm, sizeof(who.comm));
	if (gadget_should_discard_data(who.mntns_id, who.pid, who.pid, who.comm, 0, 0))
		return 0;
	count = bpf_map_lookup_or_try_init(&counts, &who, &never);
	if (!count)
		return 0;
	/* what was there before can be had from 5.12 on only */
	__sync_fetch_and_add(&count->calls, 1);
	if (count->calls > 1)
		return 0;
	gadget_process_populate(&arrival.proc);
	arrival.timestamp_raw = bpf_ktime_get_boot_ns();
	__builtin_memcpy(arrival.words, "first\0call", sizeof("first\0call"));
	arrival.words_size = sizeof("first\0call");
	gadget_output_buf(ctx, &arrivals, &arrival, sizeof(arrival));
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
