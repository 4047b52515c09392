// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Params of every type, well-known ones, maps of every rule and programs to leave out. */
#define GADGET_NO_BUF_RESERVE
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>
#include <gadget/buffer.h>
#include <gadget/filter.h>
#include <gadget/macros.h>
#include <gadget/types.h>

enum level {
	LOW,
	HIGH
};

const volatile __u8 p_u8 = 7;
const volatile __s16 p_s16 = -3;
const volatile __u32 p_u32 = 100;
const volatile __s64 p_s64 = -1;
const volatile bool p_bool = true;
const volatile float p_float = 1.5;
const volatile double p_double = -2.25;
const volatile char p_text[8] = "abc";
const volatile struct gadget_l3endpoint_t p_addr = { .addr_raw.v6 = { 10, 0, 0, 1 }, .version = 4 };
const volatile enum level p_level = HIGH;
const volatile __s32 p_signal = 0;
const volatile bool p_quiet = false;
const volatile __u32 sized_max_entries = 0;

GADGET_PARAM(p_u8);
GADGET_PARAM(p_s16);
GADGET_PARAM(p_u32);
GADGET_PARAM(p_s64);
GADGET_PARAM(p_bool);
GADGET_PARAM(p_float);
GADGET_PARAM(p_double);
GADGET_PARAM(p_text);
GADGET_PARAM(p_addr);
GADGET_PARAM(p_level);
GADGET_PARAM(p_signal);
GADGET_PARAM(p_quiet);

const int fixed = 4; /* the compiler has used its value */
int variable;
struct big {
	int a, b;
};
const volatile struct big p_struct;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 17);
	__type(key, __u32);
	__type(value, __u64);
} sized SEC(".maps"), per_cpu SEC(".maps"), as_declared SEC(".maps");

struct event {
	gadget_timestamp timestamp_raw;
	__u32 value;
	__u32 extra;
};

GADGET_TRACER_MAP(events, 1024 * 256);
GADGET_TRACER(params, events, event);

SEC("tracepoint/sched/sched_process_exec")
int first(void *ctx)
{
	struct event event = {};

	if (gadget_should_discard_data_current() || p_quiet)
		return 0;
	event.timestamp_raw = bpf_ktime_get_boot_ns();
	event.value = p_u32 + p_u8 + p_s16 + p_s64 + p_bool + p_text[0] + p_level + p_signal +
		      p_addr.version + fixed + variable + p_struct.a + (__u32)sized_max_entries;
	gadget_output_buf(ctx, &events, &event, sizeof(event));
	return 0;
}

SEC("tracepoint/sched/sched_process_exit")
int second(void *ctx)
{
	variable += *(volatile __u32 *)&p_float + *(volatile __u64 *)&p_double;
	return 0;
}

SEC("kprobe/a_function_that_no_kernel_has")
int third(void *ctx)
{
	__u32 key = 1;

	bpf_map_delete_elem(&sized, &key);
	bpf_map_delete_elem(&per_cpu, &key);
	bpf_map_delete_elem(&as_declared, &key);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
