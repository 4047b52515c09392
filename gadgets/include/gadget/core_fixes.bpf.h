/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/* Kernel fields that changed their name or kind from version to version. */
#ifndef __GADGET_CORE_FIXES_BPF_H
#define __GADGET_CORE_FIXES_BPF_H

#include <vmlinux.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

#define GADGET_NSEC_PER_SEC 1000000000ULL

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

/* Until 6.5. */
struct inode___ctime_timespec {
	struct timespec64 i_ctime;
};

/* Until 6.6. */
struct inode___mtime_timespec {
	struct timespec64 i_mtime;
};

/* 6.7 to 6.10, since 12cd44023651. */
struct inode___mtime_private {
	struct timespec64 __i_mtime;
};

/* From 6.11, since 3aa63a569c64. */
struct inode___mtime_split {
	time64_t i_mtime_sec;
	__u32 i_mtime_nsec;
};

/* 6.6 to 6.10, since 13bc24457850. */
struct inode___ctime_private {
	struct timespec64 __i_ctime;
};

/* From 6.11, since 3aa63a569c64. */
struct inode___ctime_split {
	time64_t i_ctime_sec;
	__u32 i_ctime_nsec;
};

#pragma clang attribute pop

/* Says that somebody asked for the time since it was last set (I_CTIME_QUERIED, from 6.13). */
#define GADGET_CTIME_QUERIED (1U << 31)

/* When the inode last changed, in nanoseconds since 1970. */
static __always_inline __u64 gadget_inode_ctime(struct inode *inode)
{
	struct inode___ctime_split *split = (void *)inode;
	struct inode___ctime_private *private = (void *)inode;
	struct inode___ctime_timespec *timespec = (void *)inode;

	if (bpf_core_field_exists(split->i_ctime_sec))
		return BPF_CORE_READ(split, i_ctime_sec) * GADGET_NSEC_PER_SEC +
		       (BPF_CORE_READ(split, i_ctime_nsec) & ~GADGET_CTIME_QUERIED);
	if (bpf_core_field_exists(private->__i_ctime))
		return BPF_CORE_READ(private, __i_ctime.tv_sec) * GADGET_NSEC_PER_SEC +
		       BPF_CORE_READ(private, __i_ctime.tv_nsec);
	return BPF_CORE_READ(timespec, i_ctime.tv_sec) * GADGET_NSEC_PER_SEC +
	       BPF_CORE_READ(timespec, i_ctime.tv_nsec);
}

/* When the inode's contents last changed, in nanoseconds since 1970. */
static __always_inline __u64 gadget_inode_mtime(struct inode *inode)
{
	struct inode___mtime_split *split = (void *)inode;
	struct inode___mtime_private *private = (void *)inode;
	struct inode___mtime_timespec *timespec = (void *)inode;

	if (bpf_core_field_exists(split->i_mtime_sec))
		return BPF_CORE_READ(split, i_mtime_sec) * GADGET_NSEC_PER_SEC +
		       BPF_CORE_READ(split, i_mtime_nsec);
	if (bpf_core_field_exists(private->__i_mtime))
		return BPF_CORE_READ(private, __i_mtime.tv_sec) * GADGET_NSEC_PER_SEC +
		       BPF_CORE_READ(private, __i_mtime.tv_nsec);
	return BPF_CORE_READ(timespec, i_mtime.tv_sec) * GADGET_NSEC_PER_SEC +
	       BPF_CORE_READ(timespec, i_mtime.tv_nsec);
}

/* What audit calls "unset", also the answer of a kernel built without audit. */
#define GADGET_AUDIT_UNSET ((__u32)-1)

static __always_inline __u32 gadget_loginuid(struct task_struct *task)
{
	if (!bpf_core_field_exists(task->loginuid))
		return GADGET_AUDIT_UNSET;
	return BPF_CORE_READ(task, loginuid.val);
}

static __always_inline __u32 gadget_sessionid(struct task_struct *task)
{
	if (!bpf_core_field_exists(task->sessionid))
		return GADGET_AUDIT_UNSET;
	return BPF_CORE_READ(task, sessionid);
}

#endif /* __GADGET_CORE_FIXES_BPF_H */
