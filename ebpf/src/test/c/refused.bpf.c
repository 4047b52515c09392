// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Programs the verifier or the kernel refuses, beside one that it takes. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

struct task_struct {
	int no_such_field;
	int pid;
} __attribute__((preserve_access_index));

SEC("raw_tp/sys_enter")
int fine(void *ctx)
{
	return 0;
}

SEC("raw_tp/sys_enter")
int reads_anything(__u64 *ctx)
{
	return *(int *)ctx[0];
}

SEC("raw_tp/sys_enter")
int missing_field(void *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();

	return BPF_CORE_READ(task, no_such_field);
}

static long (*no_such_helper)(void) = (void *)100000;

SEC("raw_tp/sys_enter")
int unknown_helper(void *ctx)
{
	return no_such_helper();
}

SEC("raw_tp/sys_enter")
int forbidden_helper(void *ctx)
{
	return bpf_sk_fullsock(ctx) != 0;
}

SEC("fentry/no_such_function")
int missing_function(void *ctx)
{
	return 0;
}

SEC("tp_btf/no_such_tracepoint")
int missing_tracepoint(void *ctx)
{
	return 0;
}

SEC("raw_tp/no_such_tracepoint")
int missing_raw_tracepoint(void *ctx)
{
	return 0;
}

SEC("tracepoint/syscalls/no_such_event")
int missing_event(void *ctx)
{
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
