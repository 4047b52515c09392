/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/*
 * The filters every tracer has: --pid, --tid, --uid, --gid, --comm and the selection of
 * containers. All of them are constants once the object is loaded, so a filter that is off
 * costs nothing: the verifier drops its code.
 */
#ifndef __GADGET_FILTER_H
#define __GADGET_FILTER_H

#include <vmlinux.h>
#include <bpf/bpf_helpers.h>

#include <gadget/macros.h>
#include <gadget/mntns.h>
#include <gadget/mntns_filter.h>
#include <gadget/types.h>

#define GADGET_ANY_ID ((__u32)-1)

const volatile pid_t targ_pid = 0;
const volatile pid_t targ_tid = 0;
const volatile uid_t targ_uid = GADGET_ANY_ID;
const volatile gid_t targ_gid = GADGET_ANY_ID;
const volatile char targ_comm[GADGET_TASK_COMM_LEN] __attribute__((aligned(8))) = "";

GADGET_PARAM(targ_pid);
GADGET_PARAM(targ_tid);
GADGET_PARAM(targ_uid);
GADGET_PARAM(targ_gid);
GADGET_PARAM(targ_comm);

static __always_inline bool gadget_should_discard_pid(pid_t pid, pid_t tid)
{
	if (targ_pid && targ_pid != pid)
		return true;
	return targ_tid && targ_tid != tid;
}

static __always_inline bool gadget_should_discard_current_pid(void)
{
	if (!targ_pid && !targ_tid)
		return false;
	__u64 pid_tgid = bpf_get_current_pid_tgid();
	return gadget_should_discard_pid(pid_tgid >> 32, (__u32)pid_tgid);
}

static __always_inline bool gadget_should_discard_ids(uid_t uid, gid_t gid)
{
	if (targ_uid != GADGET_ANY_ID && targ_uid != uid)
		return true;
	return targ_gid != GADGET_ANY_ID && targ_gid != gid;
}

static __always_inline bool gadget_should_discard_current_ids(void)
{
	if (targ_uid == GADGET_ANY_ID && targ_gid == GADGET_ANY_ID)
		return false;
	__u64 uid_gid = bpf_get_current_uid_gid();
	return gadget_should_discard_ids((__u32)uid_gid, uid_gid >> 32);
}

/* All 16 bytes count, so the name has to be zero behind its end, as the kernel keeps it. */
static __always_inline bool gadget_should_discard_comm(const char *comm)
{
	if (!targ_comm[0])
		return false;
	for (int i = 0; i < GADGET_TASK_COMM_LEN; i++) {
		if (comm[i] != targ_comm[i])
			return true;
	}
	return false;
}

static __always_inline bool gadget_should_discard_current_comm(void)
{
	char comm[GADGET_TASK_COMM_LEN] = {};

	if (!targ_comm[0])
		return false;
	bpf_get_current_comm(comm, sizeof(comm));
	return gadget_should_discard_comm(comm);
}

static __always_inline bool gadget_should_discard_data(gadget_mntns_id mntns_id, pid_t pid,
						       pid_t tid, const char *comm, uid_t uid,
						       gid_t gid)
{
	return gadget_should_discard_mntns_id(mntns_id) || gadget_should_discard_pid(pid, tid) ||
	       gadget_should_discard_ids(uid, gid) || gadget_should_discard_comm(comm);
}

static __always_inline bool gadget_should_discard_data_current(void)
{
	if (gadget_filter_by_mntns && gadget_should_discard_mntns_id(gadget_get_current_mntns_id()))
		return true;
	return gadget_should_discard_current_pid() || gadget_should_discard_current_ids() ||
	       gadget_should_discard_current_comm();
}

#endif /* __GADGET_FILTER_H */
