/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/*
 * Types with a meaning. User space recognises a field by the name of its typedef and adds a
 * readable form of it next to the raw value.
 */
#ifndef __GADGET_TYPES_H
#define __GADGET_TYPES_H

#include <vmlinux.h>

#define GADGET_TASK_COMM_LEN 16
#ifndef TASK_COMM_LEN
#define TASK_COMM_LEN GADGET_TASK_COMM_LEN
#endif

/* Nanoseconds since boot, suspend included (bpf_ktime_get_boot_ns); 0 means "when read". */
typedef __u64 gadget_timestamp;

/* Inode numbers of namespaces, as in /proc/PID/ns. */
typedef __u64 gadget_mntns_id;
typedef __u64 gadget_cgroup_id;
typedef __u32 gadget_netns_id;

typedef __u32 gadget_signal;
typedef __u32 gadget_errno; /* positive, 0 for success */
typedef __u64 gadget_syscall;
typedef __u32 gadget_uid;
typedef __u32 gadget_gid;
typedef __u32 gadget_file_mode;
typedef __u32 gadget_file_flags;
typedef __u32 gadget_kernel_stack; /* key of ig_kstack */
/* Where a stack of user space is kept and what it takes to make names of its addresses. */
struct gadget_user_stack {
	/* The executable: device, inode and when it last changed. */
	__u32 major;
	__u32 minor;
	__u64 inode;
	__u64 mtime_sec;
	__u32 mtime_nsec;
	/* key of ig_ustack, or a negative error */
	__s32 stack_id;
	/* Which run of the executable. */
	__u64 start_code;
	__u64 start_stack;
	/* Process, thread and PID namespace: the host's, and the outermost container's if any. */
	__u32 tgid_level0;
	__u32 pid_level0;
	__u32 pidns_level0;
	__u32 tgid_level1;
	__u32 pid_level1;
	__u32 pidns_level1;
	/* nanoseconds since boot */
	__u64 timestamp;
};

typedef __u64 gadget_bytes;
typedef __u64 gadget_duration; /* nanoseconds */

typedef __u32 gadget_pid;
typedef __u32 gadget_ppid;
typedef __u32 gadget_tid;
typedef __u32 gadget_ptid;
typedef char gadget_comm;
typedef char gadget_pcomm;

/*
 * "gadget_strings args[N]" is a list of strings, each ended by a NUL byte, one after the other.
 * The field's annotation "strings.length" names the sibling that holds the number of bytes in
 * use; a record may end after them.
 */
typedef char gadget_strings;

typedef __u32 gadget_counter__u32;
typedef __u64 gadget_counter__u64;
typedef __u32 gadget_gauge__u32;
typedef __u64 gadget_gauge__u64;
typedef __u32 gadget_histogram_slot__u32;
typedef __u64 gadget_histogram_slot__u64;

union gadget_ip_addr_t {
	__u8 v6[16];
	__u32 v4;
};

struct gadget_l3endpoint_t {
	union gadget_ip_addr_t addr_raw;
	__u8 version; /* 4 or 6 */
};

/*
 * 32 bytes. The padding is a member of its own so that an endpoint used as a map key has no
 * byte that was never written.
 */
struct gadget_l4endpoint_t {
	union gadget_ip_addr_t addr_raw;
	__u16 port; /* host byte order */
	__u16 proto_raw; /* IPPROTO_TCP, IPPROTO_UDP, ... */
	__u8 version; /* 4 or 6 */
	__u8 __pad[11];
};

struct gadget_creds {
	gadget_uid uid;
	gadget_gid gid;
};

struct gadget_parent {
	gadget_pcomm comm[GADGET_TASK_COMM_LEN];
	gadget_ppid pid;
	gadget_ptid tid;
};

/* Who did it: 72 bytes, filled by gadget_process_populate(). */
struct gadget_process {
	gadget_comm comm[GADGET_TASK_COMM_LEN];
	gadget_pid pid;
	gadget_tid tid;
	gadget_mntns_id mntns_id;
	struct gadget_creds creds;
	struct gadget_parent parent;
	gadget_cgroup_id cgroup_id; /* of version 2; 1 is the root */
};

#endif /* __GADGET_TYPES_H */
