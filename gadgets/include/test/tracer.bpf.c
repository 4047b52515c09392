// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A tracer as gadget authors write them: an event built in the ring, filters, parameters, an
// enumeration, a bit set, a path and a kernel stack.
#include <vmlinux.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

#include <gadget/buffer.h>
#include <gadget/common.h>
#include <gadget/filesystem.h>
#include <gadget/filter.h>
#include <gadget/kernel_stack_map.h>
#include <gadget/macros.h>
#include <gadget/types.h>

enum outcome {
	opened,
	refused,
};

enum wishes_set {
	to_write = 0x1,
	to_create = 0x40,
};

struct event {
	gadget_timestamp timestamp_raw;
	struct gadget_process proc;
	gadget_netns_id netns_id;
	enum outcome outcome_raw;
	enum wishes_set wishes_raw;
	gadget_errno error_raw;
	gadget_syscall syscall_raw;
	gadget_kernel_stack kstack_raw;
	struct gadget_l4endpoint_t nowhere;
	char path[GADGET_PATH_MAX];
	__u32 __private;
};

const volatile bool with_path = false;
GADGET_PARAM(with_path);

GADGET_TRACER_MAP(events, 1024 * 256);
GADGET_TRACER(open, events, event);

SEC("tracepoint/syscalls/sys_exit_openat")
int on_open(struct syscall_trace_exit *ctx)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct event *event;
	long stack;

	if (gadget_should_discard_data_current())
		return 0;
	event = gadget_reserve_buf(&events, sizeof(*event));
	if (!event)
		return 0;
	stack = gadget_get_kernel_stack(ctx);
	if (stack < 0) {
		gadget_discard_buf(event);
		return 0;
	}
	event->timestamp_raw = bpf_ktime_get_boot_ns();
	gadget_process_populate(&event->proc);
	event->netns_id = BPF_CORE_READ(task, nsproxy, net_ns, ns.inum);
	event->syscall_raw = ctx->nr;
	event->kstack_raw = stack;
	event->wishes_raw = to_write | to_create;
	if (ctx->ret < 0) {
		event->outcome_raw = refused;
		event->error_raw = -ctx->ret;
	} else if (with_path) {
		read_full_path_of_open_file_fd(ctx->ret, event->path, sizeof(event->path));
	}
	gadget_submit_buf(ctx, &events, event, sizeof(*event));
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_fchdir")
int on_chdir(struct syscall_trace_enter *ctx)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct path root = BPF_CORE_READ(task, fs, root);
	struct event *event;
	char *path;

	if (gadget_should_discard_mntns_id(gadget_get_mntns_id()))
		return 0;
	event = gadget_reserve_buf(&events, sizeof(*event));
	if (!event)
		return 0;
	path = get_path_str(&root);
	if (path)
		bpf_probe_read_kernel_str(event->path, sizeof(event->path), path);
	gadget_submit_buf(ctx, &events, event, sizeof(*event));
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
