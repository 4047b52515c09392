// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A list of what there is, written by an iterator. Both names of the marker, and all its sizes.
#include <vmlinux.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

#include <gadget/macros.h>
#include <gadget/mntns_filter.h>
#include <gadget/types.h>

struct process {
	gadget_mntns_id mntns_id;
	gadget_pid pid;
	gadget_tid tid;
	gadget_comm comm[TASK_COMM_LEN];
};

GADGET_ITER(processes, process, on_task);
GADGET_ITER(pair, process, on_task, on_leader);
GADGET_SNAPSHOTTER(former, process, on_task, on_leader, on_any);

static __always_inline int write_task(struct bpf_iter__task *ctx, bool leaders_only)
{
	struct task_struct *task = ctx->task;
	struct process process = {};

	if (!task || (leaders_only && task->tgid != task->pid))
		return 0;
	process.mntns_id = gadget_get_mntns_id_of(task);
	if (gadget_should_discard_mntns_id(process.mntns_id))
		return 0;
	process.pid = task->tgid;
	process.tid = task->pid;
	bpf_probe_read_kernel_str(process.comm, sizeof(process.comm), task->comm);
	bpf_seq_write(ctx->meta->seq, &process, sizeof(process));
	return 0;
}

SEC("iter/task")
int on_task(struct bpf_iter__task *ctx)
{
	return write_task(ctx, false);
}

SEC("iter/task")
int on_leader(struct bpf_iter__task *ctx)
{
	return write_task(ctx, true);
}

SEC("iter/task")
int on_any(struct bpf_iter__task *ctx)
{
	return write_task(ctx, false);
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
