/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/* The kernel's types of inotify and fanotify, as far as this gadget reads them. */
#ifndef FSNOTIFY_KERNEL_TYPES_H
#define FSNOTIFY_KERNEL_TYPES_H

#include <vmlinux.h>

/* The kernel's own values count where the two differ. */
enum fanotify_event_type {
	FANOTIFY_EVENT_TYPE_FID = 0,
	FANOTIFY_EVENT_TYPE_FID_NAME = 1,
	FANOTIFY_EVENT_TYPE_PATH = 2,
	FANOTIFY_EVENT_TYPE_PATH_PERM = 3,
	FANOTIFY_EVENT_TYPE_OVERFLOW = 4,
	FANOTIFY_EVENT_TYPE_FS_ERROR = 5,
	FANOTIFY_EVENT_TYPE_MNT = 6,
};

/* From 6.10; before it was a number, with the same values. */
enum fsnotify_group_prio {
	FSNOTIFY_PRIO_NORMAL = 0,
	FSNOTIFY_PRIO_CONTENT = 1,
	FSNOTIFY_PRIO_PRE_CONTENT = 2,
};

/* What a notification is about, until 5.10. */
enum {
	OLD_DATA_PATH = 1,
	OLD_DATA_INODE = 2,
};

/* A permission event's way through the kernel; the enumeration there has no name. */
enum {
	PERM_INIT = 0,
	PERM_REPORTED = 1,
	PERM_ANSWERED = 2,
	PERM_CANCELED = 3,
};

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct fsnotify_event;

struct fsnotify_ops {
	void *handle_inode_event; /* from 5.9 */
	void *freeing_mark;
};

struct fanotify_group_private_data {
	int flags;
	int f_flags;
};

struct fsnotify_group {
	const struct fsnotify_ops *ops;
	unsigned int priority;
	bool shutdown;
	struct fanotify_group_private_data fanotify_data;
};

struct fsnotify_group___prio_enum {
	enum fsnotify_group_prio priority;
};

struct inotify_event_info {
	__u32 mask;
	int wd;
	__u32 sync_cookie;
	int name_len;
	char name[];
};

struct fanotify_event {
	__u32 mask;
	unsigned int type : 3;
	struct pid *pid;
};

/* 5.7 to 5.12. */
struct fanotify_event___plain_type {
	enum fanotify_event_type type;
};

struct hlist_node {
	struct hlist_node *next;
};

/* From 5.13. */
struct fanotify_event___hashed {
	struct hlist_node merge_list;
};

struct fanotify_path_event {
	struct path path;
};

struct fanotify_perm_event {
	struct path path;
	__u16 response; /* u32 from 6.3: the part that is read is in the first half */
	__u16 state;
};

typedef struct {
	unsigned long sig[1];
} sigset_t;

struct sigpending {
	sigset_t signal;
};

struct task_struct___pending {
	struct sigpending pending;
};

#pragma clang attribute pop

#endif /* FSNOTIFY_KERNEL_TYPES_H */
