// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* What a descriptor of a process leads to: of one by inotify_init or fanotify_init its group. */
#include <vmlinux.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

const volatile __u32 wanted_pid = 0;
const volatile __u32 wanted_fd = 0;
__u64 private_data = 0;

/* What the program is given (kernel/bpf/task_iter.c). */
struct bpf_iter__task_file {
	void *meta;
	struct task_struct *task;
	__u32 fd __attribute__((aligned(8)));
	struct file *file;
};

SEC("iter/task_file")
int each_file(struct bpf_iter__task_file *ctx)
{
	struct task_struct *task = ctx->task;
	struct file *file = ctx->file;

	if (task && file && ctx->fd == wanted_fd && BPF_CORE_READ(task, tgid) == wanted_pid)
		private_data = (__u64)BPF_CORE_READ(file, private_data);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
