/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/* The mount namespace of a task, which identifies its container. */
#ifndef __GADGET_MNTNS_H
#define __GADGET_MNTNS_H

#include <vmlinux.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

#include <gadget/types.h>

/* 0 for a task that has left its namespaces already, which an exiting task does. */
static __always_inline gadget_mntns_id gadget_get_mntns_id_of(struct task_struct *task)
{
	return BPF_CORE_READ(task, nsproxy, mnt_ns, ns.inum);
}

static __always_inline gadget_mntns_id gadget_get_current_mntns_id(void)
{
	return gadget_get_mntns_id_of((struct task_struct *)bpf_get_current_task());
}

/* The former name. */
static __always_inline gadget_mntns_id gadget_get_mntns_id(void)
{
	return gadget_get_current_mntns_id();
}

#endif /* __GADGET_MNTNS_H */
