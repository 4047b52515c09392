// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * fsnotify: who watches files with inotify or fanotify (the tracer), and who made the kernel tell
 * it something (the tracee).
 *
 * The kernel queues an event while the tracee runs and hands it out while the tracer reads. What
 * is known of the tracee is therefore kept in "enriched_fsnotify_events" under the address of the
 * kernel's event, from the moment it is queued until it is destroyed. For a permission event the
 * tracee waits for the verdict, which is the second event shown.
 */
#include <vmlinux.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#include <gadget/buffer.h>
#include <gadget/filesystem.h>
#include <gadget/macros.h>
#include <gadget/mntns.h>
/* Selection by container is in user space: an event has two processes, and either may be meant. */
#include <gadget/mntns_filter.h>
#include <gadget/types.h>

#define NAME_SIZE GADGET_PATH_MAX

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct fsnotify_mark;

struct fsnotify_event {
};

struct fsnotify_ops {
	int (*handle_event)(void);
	int (*handle_inode_event)(void);
};

struct fanotify_group_private_data {
	int flags;
	int f_flags;
};

struct fsnotify_group {
	const struct fsnotify_ops *ops;
	struct fsnotify_event *overflow_event;
	struct fanotify_group_private_data fanotify_data;
};

/* Until 6.9 */
struct fsnotify_group___number {
	unsigned int priority;
};

enum fsnotify_group_prio {
	FSNOTIFY_PRIO_NORMAL = 0,
};

/* From 6.10. */
struct fsnotify_group___named {
	enum fsnotify_group_prio priority;
};

struct inotify_event_info {
	__u32 mask;
	int wd;
	__u32 sync_cookie;
	int name_len;
	char name[];
};

struct upid {
	int nr;
};

struct pid {
	struct upid numbers[1];
};

struct fanotify_event {
	__u32 mask;
	struct pid *pid;
};

/* From 5.13. */
struct fanotify_event___bits {
	unsigned int type : 3;
};

/* What kind of fanotify event it is, as the kernel numbers them. */
enum fanotify_event_type {
	FANOTIFY_EVENT_TYPE_FID = 0,
	FANOTIFY_EVENT_TYPE_FID_NAME = 1,
	FANOTIFY_EVENT_TYPE_PATH = 2,
	FANOTIFY_EVENT_TYPE_PATH_PERM = 3,
	FANOTIFY_EVENT_TYPE_OVERFLOW = 4,
	FANOTIFY_EVENT_TYPE_FS_ERROR = 5,
	FANOTIFY_EVENT_TYPE_UNKNOWN = -1,
};

/* 5.6 to 5.12. */
struct fanotify_event___named {
	enum fanotify_event_type type;
};

struct fanotify_path_event {
	struct path path;
};

struct fanotify_perm_event {
	struct path path;
	__u32 response;
	unsigned short state;
};

#pragma clang attribute pop

/* States of a permission event (fs/notify/fanotify/fanotify.h). */
#define FAN_EVENT_ANSWERED 2
#define FAN_EVENT_CANCELED 3

#define FAN_VERDICT 3

enum fsnotify_type {
	unknown = 0,
	dnotify = 1,
	inotify = 2,
	fanotify = 3,
	fa_resp = 4,
};

enum fsnotify_response {
	na = 0,
	allow = 1,
	deny = 2,
	interrupted = 3,
};

enum fa_mask_set {
	FAN_ACCESS = 0x1,
	FAN_MODIFY = 0x2,
	FAN_ATTRIB = 0x4,
	FAN_CLOSE_WRITE = 0x8,
	FAN_CLOSE_NOWRITE = 0x10,
	FAN_OPEN = 0x20,
	FAN_MOVED_FROM = 0x40,
	FAN_MOVED_TO = 0x80,
	FAN_CREATE = 0x100,
	FAN_DELETE = 0x200,
	FAN_DELETE_SELF = 0x400,
	FAN_MOVE_SELF = 0x800,
	FAN_OPEN_EXEC = 0x1000,
	FAN_Q_OVERFLOW = 0x4000,
	FAN_FS_ERROR = 0x8000,
	FAN_OPEN_PERM = 0x10000,
	FAN_ACCESS_PERM = 0x20000,
	FAN_OPEN_EXEC_PERM = 0x40000,
	FAN_PRE_ACCESS = 0x100000,
	FAN_MNT_ATTACH = 0x1000000,
	FAN_MNT_DETACH = 0x2000000,
	FAN_EVENT_ON_CHILD = 0x8000000,
	FAN_RENAME = 0x10000000,
	FAN_ONDIR = 0x40000000,
};

enum i_mask_set {
	IN_ACCESS = 0x1,
	IN_MODIFY = 0x2,
	IN_ATTRIB = 0x4,
	IN_CLOSE_WRITE = 0x8,
	IN_CLOSE_NOWRITE = 0x10,
	IN_OPEN = 0x20,
	IN_MOVED_FROM = 0x40,
	IN_MOVED_TO = 0x80,
	IN_CREATE = 0x100,
	IN_DELETE = 0x200,
	IN_DELETE_SELF = 0x400,
	IN_MOVE_SELF = 0x800,
	IN_UNMOUNT = 0x2000,
	IN_Q_OVERFLOW = 0x4000,
	IN_IGNORED = 0x8000,
	IN_CLOSE = 0x18,
	IN_MOVE = 0xc0,
	IN_ONLYDIR = 0x1000000,
	IN_DONT_FOLLOW = 0x2000000,
	IN_EXCL_UNLINK = 0x4000000,
	IN_MASK_CREATE = 0x10000000,
	IN_MASK_ADD = 0x20000000,
	IN_ISDIR = 0x40000000,
	IN_ONESHOT = 0x80000000,
};

struct process {
	gadget_ppid ppid;
	gadget_pid pid;
	gadget_tid tid;
	gadget_comm comm[GADGET_TASK_COMM_LEN];
	gadget_pcomm pcomm[GADGET_TASK_COMM_LEN];
};

struct event {
	gadget_timestamp timestamp_raw;
	gadget_mntns_id tracee_mntns_id;
	__u64 tracer_mntns_id;
	enum fsnotify_type type_raw;
	struct process tracee;
	struct process tracer;
	gadget_uid tracee_uid_raw;
	gadget_gid tracee_gid_raw;
	gadget_uid tracer_uid_raw;
	gadget_gid tracer_gid_raw;
	__u32 prio;
	enum fa_mask_set fa_mask_raw;
	enum i_mask_set i_mask_raw;
	enum fanotify_event_type fa_type_raw;
	__u32 fa_pid;
	__u32 fa_flags;
	__u32 fa_f_flags;
	enum fsnotify_response fa_response_raw;
	__s32 i_wd;
	__u32 i_cookie;
	__u32 i_ino;
	__u32 i_ino_dir;
	char name[NAME_SIZE];
};

/* What the kernel's handler of the current thread works on. */
struct handler {
	enum fsnotify_type type;
	__u32 i_ino;
	__u32 i_ino_dir;
};

const volatile bool fanotify_only = false;
const volatile bool inotify_only = false;
const volatile __s32 tracee_pid = 0;
const volatile __s32 tracer_pid = 0;
const volatile __u64 tracer_group = 0;

GADGET_PARAM(fanotify_only);
GADGET_PARAM(inotify_only);
GADGET_PARAM(tracee_pid);
GADGET_PARAM(tracer_pid);
GADGET_PARAM(tracer_group);

GADGET_TRACER_MAP(events, 1024 * 256);
GADGET_TRACER(fsnotify, events, event);

/* By thread: what it told the kernel's handlers, until they return. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __u64);
	__type(value, struct handler);
} fsnotify_insert_event_ctx SEC(".maps");

/* By the address of the kernel's event: the event without its tracer. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __u64);
	__type(value, struct event);
} enriched_fsnotify_events SEC(".maps");

/* By thread: the group whose queue it takes an event from. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __u64);
	__type(value, __u64);
} fsnotify_remove_first_event_ctx SEC(".maps");

static const struct event nothing = {};

static __always_inline bool is_unwanted(enum fsnotify_type type)
{
	return (fanotify_only && type != fanotify) || (inotify_only && type != inotify);
}

/* 0 is every process. */
static __always_inline bool is_other(__s32 wanted, __u64 pid_tgid)
{
	return wanted && wanted != (__s32)(pid_tgid >> 32);
}

/* Only inotify's groups have a queue and a handler of inode events. */
static __always_inline enum fsnotify_type type_of(struct fsnotify_group *group)
{
	const struct fsnotify_ops *ops = BPF_CORE_READ(group, ops);

	if (!bpf_core_field_exists(ops->handle_inode_event))
		return unknown;
	return BPF_CORE_READ(ops, handle_inode_event) ? inotify : fanotify;
}

static __always_inline __u32 priority_of(struct fsnotify_group *group)
{
	struct fsnotify_group___number *number = (void *)group;
	struct fsnotify_group___named *named = (void *)group;

	if (bpf_core_field_exists(number->priority))
		return BPF_CORE_READ(number, priority);
	return BPF_CORE_READ(named, priority);
}

static __always_inline enum fanotify_event_type fanotify_type_of(void *event)
{
	struct fanotify_event___named *named = event;
	struct fanotify_event___bits *bits = event;

	if (bpf_core_field_exists(bits->type))
		return BPF_CORE_READ_BITFIELD_PROBED(bits, type);
	if (bpf_core_field_exists(named->type))
		return BPF_CORE_READ(named, type);
	return FANOTIFY_EVENT_TYPE_UNKNOWN;
}

static __always_inline void fill_process(struct process *process)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct task_struct *parent = BPF_CORE_READ(task, real_parent);
	__u64 pid_tgid = bpf_get_current_pid_tgid();

	process->ppid = BPF_CORE_READ(parent, tgid);
	process->pid = pid_tgid >> 32;
	process->tid = (__u32)pid_tgid;
	bpf_get_current_comm(process->comm, sizeof(process->comm));
	BPF_CORE_READ_STR_INTO(&process->pcomm, parent, comm);
}

static __always_inline void fill_tracee(struct event *to)
{
	__u64 uid_gid = bpf_get_current_uid_gid();

	fill_process(&to->tracee);
	to->tracee_mntns_id = gadget_get_current_mntns_id();
	to->tracee_uid_raw = (__u32)uid_gid;
	to->tracee_gid_raw = uid_gid >> 32;
}

static __always_inline void fill_tracer(struct event *to)
{
	__u64 uid_gid = bpf_get_current_uid_gid();

	fill_process(&to->tracer);
	to->tracer_mntns_id = gadget_get_current_mntns_id();
	to->tracer_uid_raw = (__u32)uid_gid;
	to->tracer_gid_raw = uid_gid >> 32;
}

static __always_inline void fill_inotify(struct event *to, struct fsnotify_event *from)
{
	struct inotify_event_info *info = (void *)from;

	to->i_mask_raw = BPF_CORE_READ(info, mask);
	to->i_wd = BPF_CORE_READ(info, wd);
	to->i_cookie = BPF_CORE_READ(info, sync_cookie);
	if (BPF_CORE_READ(info, name_len) > 0)
		bpf_probe_read_kernel_str(to->name, sizeof(to->name), &info->name);
}

static __always_inline void fill_fanotify(struct event *to, struct fsnotify_group *group,
					  struct fsnotify_event *from)
{
	struct fanotify_event *info = (void *)from;

	to->fa_mask_raw = BPF_CORE_READ(info, mask);
	to->fa_type_raw = fanotify_type_of(info);
	to->fa_pid = BPF_CORE_READ(info, pid, numbers[0].nr);
	to->fa_flags = BPF_CORE_READ(group, fanotify_data.flags);
	to->fa_f_flags = BPF_CORE_READ(group, fanotify_data.f_flags);
}

static __always_inline struct path *path_of(struct fsnotify_event *event, __u32 type)
{
	struct fanotify_path_event *plain = (void *)event;
	struct fanotify_perm_event *permission = (void *)event;

	if (type == FANOTIFY_EVENT_TYPE_PATH)
		return &plain->path;
	if (type == FANOTIFY_EVENT_TYPE_PATH_PERM)
		return &permission->path;
	return NULL;
}

static __always_inline void fill_path(struct event *to, struct fsnotify_event *from)
{
	struct path *path = path_of(from, to->fa_type_raw);
	char *text = path ? get_path_str(path) : NULL;

	if (text)
		bpf_probe_read_kernel_str(to->name, sizeof(to->name), text);
}

static __always_inline void fill_details(struct event *to, struct fsnotify_group *group,
					 struct fsnotify_event *from)
{
	to->prio = priority_of(group);
	if (to->type_raw == inotify)
		fill_inotify(to, from);
	else if (to->type_raw == fanotify)
		fill_fanotify(to, group, from);
}

static __always_inline int handler_entered(const struct handler *handler)
{
	__u64 pid_tgid = bpf_get_current_pid_tgid();

	if (!is_unwanted(handler->type))
		bpf_map_update_elem(&fsnotify_insert_event_ctx, &pid_tgid, handler, BPF_ANY);
	return 0;
}

static __always_inline int handler_left(void)
{
	__u64 pid_tgid = bpf_get_current_pid_tgid();

	bpf_map_delete_elem(&fsnotify_insert_event_ctx, &pid_tgid);
	return 0;
}

SEC("kprobe/inotify_handle_inode_event")
int BPF_KPROBE(inotify_handle_inode_event_e, struct fsnotify_mark *mark, __u32 mask,
	       struct inode *inode, struct inode *dir)
{
	struct handler handler = { .type = inotify };

	handler.i_ino = BPF_CORE_READ(inode, i_ino);
	handler.i_ino_dir = BPF_CORE_READ(dir, i_ino);
	return handler_entered(&handler);
}

SEC("kretprobe/inotify_handle_inode_event")
int BPF_KRETPROBE(inotify_handle_inode_event_x)
{
	return handler_left();
}

SEC("kprobe/inotify_handle_event")
int BPF_KPROBE(inotify_handle_event_e, struct fsnotify_group *group, __u32 mask, const void *data,
	       int data_type, struct inode *dir)
{
	struct handler handler = { .type = inotify };

	handler.i_ino_dir = BPF_CORE_READ(dir, i_ino);
	return handler_entered(&handler);
}

SEC("kretprobe/inotify_handle_event")
int BPF_KRETPROBE(inotify_handle_event_x)
{
	return handler_left();
}

SEC("kprobe/fanotify_handle_event")
int BPF_KPROBE(fanotify_handle_event_e)
{
	struct handler handler = { .type = fanotify };

	return handler_entered(&handler);
}

SEC("kretprobe/fanotify_handle_event")
int BPF_KRETPROBE(fanotify_handle_event_x)
{
	return handler_left();
}

/*
 * The kernel may yet merge the event with one that is queued, or refuse it: then it is destroyed,
 * and what is kept of it with it. A queue's overflow event is always the same one and has no
 * tracee.
 */
SEC("kprobe/fsnotify_insert_event")
int BPF_KPROBE(fsnotify_insert_event_e, struct fsnotify_group *group, struct fsnotify_event *event)
{
	__u64 pid_tgid = bpf_get_current_pid_tgid();
	__u64 key = (__u64)event;
	struct handler *handler;
	enum fsnotify_type type;
	struct event *kept;

	if (is_other(tracee_pid, pid_tgid) || event == BPF_CORE_READ(group, overflow_event))
		return 0;
	handler = bpf_map_lookup_elem(&fsnotify_insert_event_ctx, &pid_tgid);
	type = type_of(group);
	if (type == unknown && handler)
		type = handler->type;
	if (is_unwanted(type))
		return 0;
	if (bpf_map_update_elem(&enriched_fsnotify_events, &key, &nothing, BPF_NOEXIST))
		return 0;
	kept = bpf_map_lookup_elem(&enriched_fsnotify_events, &key);
	if (!kept)
		return 0;
	kept->type_raw = type;
	kept->fa_type_raw = FANOTIFY_EVENT_TYPE_UNKNOWN;
	fill_tracee(kept);
	if (handler && type == inotify) {
		kept->i_ino = handler->i_ino;
		kept->i_ino_dir = handler->i_ino_dir;
	}
	fill_details(kept, group, event);
	fill_path(kept, event);
	return 0;
}

SEC("kprobe/fsnotify_remove_first_event")
int BPF_KPROBE(ig_fa_pick_e, struct fsnotify_group *group)
{
	__u64 pid_tgid = bpf_get_current_pid_tgid();
	__u64 address = (__u64)group;

	if (is_other(tracer_pid, pid_tgid) || (tracer_group && tracer_group != address))
		return 0;
	bpf_map_update_elem(&fsnotify_remove_first_event_ctx, &pid_tgid, &address, BPF_ANY);
	return 0;
}

/* An event that was queued before the gadget ran, or that says the queue is full, has no tracee. */
static __always_inline bool fill_picked(struct event *to, struct fsnotify_group *group,
					struct fsnotify_event *from)
{
	__u64 key = (__u64)from;
	struct event *kept = bpf_map_lookup_elem(&enriched_fsnotify_events, &key);

	if (kept) {
		*to = *kept;
	} else {
		if (tracee_pid)
			return false;
		to->fa_type_raw = FANOTIFY_EVENT_TYPE_UNKNOWN;
		to->type_raw = type_of(group);
		if (is_unwanted(to->type_raw))
			return false;
		fill_details(to, group, from);
	}
	fill_tracer(to);
	if (kept && to->fa_type_raw == FANOTIFY_EVENT_TYPE_PATH_PERM) {
		kept->tracer = to->tracer;
		kept->tracer_mntns_id = to->tracer_mntns_id;
		kept->tracer_uid_raw = to->tracer_uid_raw;
		kept->tracer_gid_raw = to->tracer_gid_raw;
	}
	return true;
}

static __always_inline void picked(void *ctx, struct fsnotify_group *group,
				   struct fsnotify_event *from)
{
	struct event *event = gadget_reserve_buf(&events, sizeof(*event));

	if (!event)
		return;
	if (!fill_picked(event, group, from)) {
		gadget_discard_buf(event);
		return;
	}
	event->timestamp_raw = bpf_ktime_get_boot_ns();
	gadget_submit_buf(ctx, &events, event, sizeof(*event));
}

SEC("kretprobe/fsnotify_remove_first_event")
int BPF_KRETPROBE(ig_fa_pick_x, struct fsnotify_event *from)
{
	__u64 pid_tgid = bpf_get_current_pid_tgid();
	__u64 *group = bpf_map_lookup_elem(&fsnotify_remove_first_event_ctx, &pid_tgid);

	if (!group)
		return 0;
	if (from)
		picked(ctx, (struct fsnotify_group *)*group, from);
	bpf_map_delete_elem(&fsnotify_remove_first_event_ctx, &pid_tgid);
	return 0;
}

/*
 * The verdict. The tracee destroys its permission event itself when it goes on, inside of
 * fanotify's handler; one that was killed while it waited leaves that to the tracer.
 */
static __always_inline bool is_verdict(struct fsnotify_event *event, const struct handler *handler,
				       __u16 state)
{
	if (fanotify_type_of(event) != FANOTIFY_EVENT_TYPE_PATH_PERM)
		return false;
	return (handler && handler->type == fanotify) || state == FAN_EVENT_CANCELED;
}

static __always_inline bool fill_verdict(struct event *to, struct fsnotify_group *group,
					 struct fsnotify_event *from, __u16 state)
{
	struct fanotify_perm_event *permission = (void *)from;
	__u64 key = (__u64)from;
	struct event *kept = bpf_map_lookup_elem(&enriched_fsnotify_events, &key);

	if (kept) {
		*to = *kept;
	} else {
		if (state == FAN_EVENT_CANCELED)
			return false;
		to->type_raw = fanotify;
		fill_tracee(to);
		fill_details(to, group, from);
	}
	if (!to->name[0])
		fill_path(to, from);
	to->type_raw = fa_resp;
	if (state == FAN_EVENT_ANSWERED)
		to->fa_response_raw =
			BPF_CORE_READ_BITFIELD_PROBED(permission, response) & FAN_VERDICT;
	else
		to->fa_response_raw = interrupted;
	return true;
}

static __always_inline void verdict(void *ctx, struct fsnotify_group *group,
				    struct fsnotify_event *from, __u16 state)
{
	struct event *event = gadget_reserve_buf(&events, sizeof(*event));

	if (!event)
		return;
	if (!fill_verdict(event, group, from, state)) {
		gadget_discard_buf(event);
		return;
	}
	event->timestamp_raw = bpf_ktime_get_boot_ns();
	gadget_submit_buf(ctx, &events, event, sizeof(*event));
}

SEC("kprobe/fsnotify_destroy_event")
int BPF_KPROBE(fsnotify_destroy_event, struct fsnotify_group *group, struct fsnotify_event *event)
{
	struct fanotify_perm_event *permission = (void *)event;
	__u64 pid_tgid = bpf_get_current_pid_tgid();
	__u64 key = (__u64)event;
	struct handler *handler;
	__u16 state;

	handler = bpf_map_lookup_elem(&fsnotify_insert_event_ctx, &pid_tgid);
	if (type_of(group) != inotify && !inotify_only) {
		state = BPF_CORE_READ(permission, state);
		if (is_verdict(event, handler, state) &&
		    !(tracee_pid && state != FAN_EVENT_CANCELED && is_other(tracee_pid, pid_tgid)))
			verdict(ctx, group, event, state);
	}
	bpf_map_delete_elem(&enriched_fsnotify_events, &key);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
