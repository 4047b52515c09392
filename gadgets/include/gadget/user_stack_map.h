/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/*
 * Stacks of user space; an event holds a "struct gadget_user_stack", which says where the stack is
 * and whose it is. Taken only with --collect-ustack.
 */
#ifndef __GADGET_USER_STACK_MAP_H
#define __GADGET_USER_STACK_MAP_H

#include <vmlinux.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

#include <gadget/core_fixes.bpf.h>
#include <gadget/macros.h>
#include <gadget/types.h>

/* What the kernel allows unless the sysctl perf_event_max_stack was raised. */
#define GADGET_USER_STACK_DEPTH 127
#define GADGET_USER_STACKS 10000

/* The low bits of a dev_t inside the kernel. */
#define GADGET_MINOR_BITS 20

const volatile bool collect_ustack = false;
GADGET_PARAM(collect_ustack);

struct {
	__uint(type, BPF_MAP_TYPE_STACK_TRACE);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, GADGET_USER_STACK_DEPTH * sizeof(__u64));
	__uint(max_entries, GADGET_USER_STACKS);
} ig_ustack SEC(".maps");

static __always_inline void gadget_user_stack_executable(struct mm_struct *mm,
							 struct gadget_user_stack *ustack)
{
	struct inode *inode = BPF_CORE_READ(mm, exe_file, f_inode);
	__u64 modified = gadget_inode_mtime(inode);
	dev_t device = BPF_CORE_READ(inode, i_sb, s_dev);

	ustack->major = device >> GADGET_MINOR_BITS;
	ustack->minor = device & ((1U << GADGET_MINOR_BITS) - 1);
	ustack->inode = BPF_CORE_READ(inode, i_ino);
	ustack->mtime_sec = modified / GADGET_NSEC_PER_SEC;
	ustack->mtime_nsec = modified % GADGET_NSEC_PER_SEC;
}

/* Not numbers[1]: until 6.5 the array is declared with one element, whatever its length. */
static __always_inline struct upid *gadget_second_upid(struct pid *pid)
{
	return (void *)pid + bpf_core_field_offset(pid->numbers) + bpf_core_type_size(struct upid);
}

/* The process's and thread's numbers as the host sees them, and as the first container does. */
static __always_inline void gadget_user_stack_pids(struct task_struct *task,
						   struct gadget_user_stack *ustack)
{
	struct pid *tid = BPF_CORE_READ(task, thread_pid);
	struct pid *tgid = BPF_CORE_READ(task, group_leader, thread_pid);

	ustack->pid_level0 = BPF_CORE_READ(tid, numbers[0].nr);
	ustack->tgid_level0 = BPF_CORE_READ(tgid, numbers[0].nr);
	ustack->pidns_level0 = BPF_CORE_READ(tid, numbers[0].ns, ns.inum);
	if (BPF_CORE_READ(tid, level) == 0)
		return;
	ustack->pid_level1 = BPF_CORE_READ(gadget_second_upid(tid), nr);
	ustack->tgid_level1 = BPF_CORE_READ(gadget_second_upid(tgid), nr);
	ustack->pidns_level1 = BPF_CORE_READ(gadget_second_upid(tid), ns, ns.inum);
}

/* Every byte of *ustack is written; zero if stacks are not wanted. */
static __always_inline void gadget_get_user_stack(void *ctx, struct gadget_user_stack *ustack)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct mm_struct *mm;

	__builtin_memset(ustack, 0, sizeof(*ustack));
	if (!collect_ustack)
		return;
	ustack->timestamp = bpf_ktime_get_boot_ns();
	ustack->stack_id = bpf_get_stackid(ctx, &ig_ustack, BPF_F_USER_STACK);
	gadget_user_stack_pids(task, ustack);
	mm = BPF_CORE_READ(task, mm);
	if (!mm)
		return;
	gadget_user_stack_executable(mm, ustack);
	ustack->start_code = BPF_CORE_READ(mm, start_code);
	ustack->start_stack = BPF_CORE_READ(mm, start_stack);
}

#endif /* __GADGET_USER_STACK_MAP_H */
