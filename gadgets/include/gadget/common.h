/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/* Fills "struct gadget_process". */
#ifndef __GADGET_COMMON_H
#define __GADGET_COMMON_H

#include <vmlinux.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

#include <gadget/mntns.h>
#include <gadget/types.h>

static __always_inline void gadget_parent_populate(struct task_struct *task,
						   struct gadget_parent *parent)
{
	struct task_struct *real_parent = BPF_CORE_READ(task, real_parent);

	BPF_CORE_READ_STR_INTO(&parent->comm, real_parent, comm);
	parent->pid = BPF_CORE_READ(real_parent, tgid);
	parent->tid = BPF_CORE_READ(real_parent, pid);
}

/* Every byte of *proc is written. */
static __always_inline void gadget_process_populate(struct gadget_process *proc)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	__u64 pid_tgid = bpf_get_current_pid_tgid();
	__u64 uid_gid = bpf_get_current_uid_gid();

	__builtin_memset(proc, 0, sizeof(*proc));
	bpf_get_current_comm(proc->comm, sizeof(proc->comm));
	proc->pid = pid_tgid >> 32;
	proc->tid = (__u32)pid_tgid;
	proc->mntns_id = gadget_get_mntns_id_of(task);
	proc->creds.uid = (__u32)uid_gid;
	proc->creds.gid = uid_gid >> 32;
	gadget_parent_populate(task, &proc->parent);
	proc->cgroup_id = bpf_get_current_cgroup_id();
}

#endif /* __GADGET_COMMON_H */
