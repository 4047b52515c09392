// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * trace_signal: who sends which signal to whom, and what becomes of it.
 *
 * By default every signal the kernel generates is seen, whatever its origin, with the outcome
 * that the kernel reports. In kill-only mode it is the system calls kill, tkill and tgkill
 * instead, with what they return: there the calls that never led to a signal are seen too.
 */
#include <vmlinux.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

#include <gadget/buffer.h>
#include <gadget/common.h>
#include <gadget/filter.h>
#include <gadget/macros.h>
#include <gadget/types.h>

#define EAGAIN 11

/*
 * What became of a signal. The first five are the kernel's TRACE_SIGNAL_* (trace/events/signal.h
 * gives them no name that BTF would know); the others say what a system call lets one know.
 */
enum trace_signal_result {
	delivered = 0,
	ignored = 1,
	already_pending = 2,
	overflow_fail = 3,
	lose_info = 4,
	not_sent = 5,
	unknown = 6,
};

struct event {
	gadget_timestamp timestamp_raw;
	struct gadget_process proc;
	__s32 tpid;
	gadget_comm tcomm[GADGET_TASK_COMM_LEN];
	gadget_signal sig_raw;
	gadget_errno error_raw;
	enum trace_signal_result result_raw;
};

/* A kill, tkill or tgkill under way. */
struct value {
	__s32 tpid;
	__s32 sig;
};

const volatile bool failed_only = false;
const volatile bool kill_only = false;
const volatile __s32 target_signal = 0;

GADGET_PARAM(failed_only);
GADGET_PARAM(kill_only);
GADGET_PARAM(target_signal);

GADGET_TRACER_MAP(events, 1024 * 256);
GADGET_TRACER(signal, events, event);

/* Thread id of the sender -> the call it is in. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, struct value);
} values SEC(".maps");

static __always_inline bool unwanted_signal(__s32 sig)
{
	return target_signal && target_signal != sig;
}

static __always_inline void fill_sender(struct event *event)
{
	event->timestamp_raw = bpf_ktime_get_boot_ns();
	gadget_process_populate(&event->proc);
}

/* A thread makes one call at a time: what is there already was left by one that never returned. */
static __always_inline int enter_kill(__s32 tpid, __s32 sig)
{
	struct value value = { .tpid = tpid, .sig = sig };
	__u32 tid = (__u32)bpf_get_current_pid_tgid();

	if (!kill_only || unwanted_signal(sig) || gadget_should_discard_data_current())
		return 0;
	if (bpf_map_update_elem(&values, &tid, &value, BPF_ANY))
		gadget_count_lost(&events);
	return 0;
}

/* The system call tells less than the tracepoint: a sent signal may have been ignored. */
static __always_inline enum trace_signal_result result_of_call(__s32 sig, long ret)
{
	if (ret == -EAGAIN)
		return overflow_fail;
	return ret < 0 || sig == 0 ? not_sent : unknown;
}

static __always_inline void submit_kill(void *ctx, const struct value *value, long ret)
{
	struct event *event = gadget_reserve_buf(&events, sizeof(*event));

	if (!event)
		return;
	fill_sender(event);
	event->tpid = value->tpid;
	event->sig_raw = value->sig;
	event->error_raw = ret < 0 ? -ret : 0;
	event->result_raw = result_of_call(value->sig, ret);
	gadget_submit_buf(ctx, &events, event, sizeof(*event));
}

static __always_inline int exit_kill(void *ctx, long ret)
{
	__u32 tid = (__u32)bpf_get_current_pid_tgid();
	struct value *value;

	if (!kill_only)
		return 0;
	value = bpf_map_lookup_elem(&values, &tid);
	if (!value)
		return 0;
	if (!failed_only || ret < 0)
		submit_kill(ctx, value, ret);
	bpf_map_delete_elem(&values, &tid);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_kill")
int ig_sig_kill_e(struct syscall_trace_enter *ctx)
{
	return enter_kill(ctx->args[0], ctx->args[1]);
}

SEC("tracepoint/syscalls/sys_exit_kill")
int ig_sig_kill_x(struct syscall_trace_exit *ctx)
{
	return exit_kill(ctx, ctx->ret);
}

SEC("tracepoint/syscalls/sys_enter_tkill")
int ig_sig_tkill_e(struct syscall_trace_enter *ctx)
{
	return enter_kill(ctx->args[0], ctx->args[1]);
}

SEC("tracepoint/syscalls/sys_exit_tkill")
int ig_sig_tkill_x(struct syscall_trace_exit *ctx)
{
	return exit_kill(ctx, ctx->ret);
}

SEC("tracepoint/syscalls/sys_enter_tgkill")
int ig_sig_tgkill_e(struct syscall_trace_enter *ctx)
{
	return enter_kill(ctx->args[1], ctx->args[2]);
}

SEC("tracepoint/syscalls/sys_exit_tgkill")
int ig_sig_tgkill_x(struct syscall_trace_exit *ctx)
{
	return exit_kill(ctx, ctx->ret);
}

SEC("tracepoint/signal/signal_generate")
int ig_sig_generate(struct trace_event_raw_signal_generate *ctx)
{
	enum trace_signal_result result = ctx->result;
	struct event *event;

	if (kill_only || unwanted_signal(ctx->sig) || (failed_only && result == delivered))
		return 0;
	if (gadget_should_discard_data_current())
		return 0;
	event = gadget_reserve_buf(&events, sizeof(*event));
	if (!event)
		return 0;
	fill_sender(event);
	event->tpid = ctx->pid;
	bpf_core_read_str(event->tcomm, sizeof(event->tcomm), &ctx->comm);
	event->sig_raw = ctx->sig;
	/* The only failure the sender is told of; the tracepoint's errno is a field of siginfo. */
	event->error_raw = result == overflow_fail ? EAGAIN : 0;
	event->result_raw = result;
	gadget_submit_buf(ctx, &events, event, sizeof(*event));
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
