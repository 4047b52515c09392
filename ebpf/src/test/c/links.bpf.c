// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* One program of each kind that can be attached, each with its counter. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

const volatile __u32 wanted_pid = 0;

__u64 raw_hits = 0;
__u64 typed_hits = 0;
__u64 clock_hits = 0;
__u64 user_hits = 0;
__u64 user_returns = 0;
__u64 kprobe_hits = 0;

static __always_inline int wanted(void)
{
	return bpf_get_current_pid_tgid() >> 32 == wanted_pid;
}

SEC("raw_tp/sys_enter")
int on_raw(void *ctx)
{
	if (wanted())
		__sync_fetch_and_add(&raw_hits, 1);
	return 0;
}

SEC("tp_btf/sys_enter")
int on_typed(void *ctx)
{
	if (wanted())
		__sync_fetch_and_add(&typed_hits, 1);
	return 0;
}

SEC("perf_event/clock")
int on_clock(void *ctx)
{
	__sync_fetch_and_add(&clock_hits, 1);
	return 0;
}

SEC("uprobe/libc:getppid")
int on_user(void *ctx)
{
	if (wanted())
		__sync_fetch_and_add(&user_hits, 1);
	return 0;
}

SEC("uretprobe/libc:getppid")
int on_user_return(void *ctx)
{
	if (wanted())
		__sync_fetch_and_add(&user_returns, 1);
	return 0;
}

SEC("kprobe/vfs_read")
int on_kprobe(void *ctx)
{
	__sync_fetch_and_add(&kprobe_hits, 1);
	return 0;
}

/* What iterator programs are given (include/linux/bpf.h). */
struct bpf_iter_meta {
	struct seq_file *seq;
	__u64 session_id;
	__u64 seq_num;
};

struct bpf_iter__task {
	struct bpf_iter_meta *meta;
	void *task;
};

SEC("iter/task")
int each_task(struct bpf_iter__task *ctx)
{
	__u64 number = ctx->meta->seq_num;

	if (ctx->task)
		bpf_seq_write(ctx->meta->seq, &number, sizeof(number));
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
