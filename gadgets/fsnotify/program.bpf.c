// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * fsnotify: who did something to a file (the tracee), and who is told of it by inotify or fanotify
 * (the tracer).
 *
 * The kernel makes an event while the tracee is at work, puts it into the queue of the tracer's
 * group, and gives it away when the tracer reads. What is known of the tracee is therefore kept
 * under the event's address from fsnotify_insert_event until the event is destroyed; what is in the
 * kernel's event is read when ours is made. A permission event makes the tracee wait for an answer
 * and is destroyed when it has one: then a second event tells of the answer.
 */
#include <vmlinux.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#include <gadget/buffer.h>
#include <gadget/common.h>
#include <gadget/filesystem.h>
#include <gadget/macros.h>
/* Selection by container is in user space: an event has two processes, and either may be meant. */
#include <gadget/mntns_filter.h>
#include <gadget/types.h>

#include "kernel_types.h"

#define UNKNOWN_ID ((__u32)-1)
#define UNKNOWN_TYPE (-1)
#define FAN_RESPONSE_ACCESS 3
#define SIGKILL_BIT (1UL << 8)

enum fsnotify_gadget_type {
	unknown = 0,
	dnotify = 1,
	inotify = 2,
	fanotify = 3,
	fa_resp = 4,
};

enum fsnotify_gadget_response {
	na = 0,
	allow = 1,
	deny = 2,
	interrupted = 3,
};

enum inotify_gadget_mask_set {
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
	IN_ONLYDIR = 0x01000000,
	IN_DONT_FOLLOW = 0x02000000,
	IN_EXCL_UNLINK = 0x04000000,
	IN_MASK_CREATE = 0x10000000,
	IN_MASK_ADD = 0x20000000,
	IN_ISDIR = 0x40000000,
	IN_ONESHOT = 0x80000000,
};

enum fanotify_gadget_mask_set {
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
	FAN_PRE_ACCESS = 0x00100000,
	FAN_MNT_ATTACH = 0x01000000,
	FAN_MNT_DETACH = 0x02000000,
	FAN_EVENT_ON_CHILD = 0x08000000,
	FAN_RENAME = 0x10000000,
	FAN_ONDIR = 0x40000000,
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
	gadget_cgroup_id tracee_cgroup_id;
	gadget_cgroup_id tracer_cgroup_id;
	enum fsnotify_gadget_type type_raw;
	struct process tracee;
	struct process tracer;
	gadget_uid tracee_uid_raw;
	gadget_gid tracee_gid_raw;
	gadget_uid tracer_uid_raw;
	gadget_gid tracer_gid_raw;
	__u32 prio;
	enum fanotify_gadget_mask_set fa_mask_raw;
	enum inotify_gadget_mask_set i_mask_raw;
	enum fanotify_event_type fa_type_raw;
	__u32 fa_pid;
	__u32 fa_flags;
	__u32 fa_f_flags;
	enum fsnotify_gadget_response fa_response_raw;
	__s32 i_wd;
	__u32 i_cookie;
	__u64 i_ino;
	__u64 i_ino_dir;
	char name[GADGET_PATH_MAX];
};

/* Somebody that an event is about. */
struct party {
	struct process process;
	gadget_uid uid;
	gadget_gid gid;
	__u64 mntns_id;
	__u64 cgroup_id;
};

/* What a thread that is about to insert an event tells of it. */
struct insert_ctx {
	enum fsnotify_gadget_type type;
	__u64 i_ino;
	__u64 i_ino_dir;
};

/* What is known of an event in a queue beyond what the kernel keeps. */
struct snapshot {
	struct party tracee;
	struct party tracer; /* of a permission event that was read */
	__u64 i_ino;
	__u64 i_ino_dir;
	char name[GADGET_PATH_MAX]; /* a path; the kernel's event has inotify's name */
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

GADGET_TRACER_MAP(events, 1024 * 1024);
GADGET_TRACER(fsnotify, events, event);

/* Process and thread id -> the notification its thread is in. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __u64);
	__type(value, struct insert_ctx);
} fsnotify_insert_event_ctx SEC(".maps");

/* Address of the kernel's event -> what is known of it. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4096);
	__type(key, __u64);
	__type(value, struct snapshot);
} enriched_fsnotify_events SEC(".maps");

/* Process and thread id -> address of the group from whose queue it takes an event. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __u64);
	__type(value, __u64);
} fsnotify_remove_first_event_ctx SEC(".maps");

static const struct snapshot new_snapshot = {
	.tracee = { .uid = UNKNOWN_ID, .gid = UNKNOWN_ID },
	.tracer = { .uid = UNKNOWN_ID, .gid = UNKNOWN_ID },
};

static __always_inline bool is_wanted_pid(__s32 wanted, __u32 pid)
{
	return !wanted || (__u32)wanted == pid;
}

/*
 * The kernel does not write down whose group it is; it can be told from what the group's owner has
 * to be called for. Of the two only inotify has handle_inode_event (from 5.11) or, before,
 * freeing_mark (which fanotify has from 5.13).
 */
static __always_inline bool is_inotify(struct fsnotify_group *group)
{
	const struct fsnotify_ops *ops = BPF_CORE_READ(group, ops);
	struct fanotify_event___hashed *hashed = NULL;

	if (bpf_core_field_exists(ops->handle_inode_event) &&
	    BPF_CORE_READ(ops, handle_inode_event))
		return true;
	if (bpf_core_field_exists(hashed->merge_list))
		return false;
	return BPF_CORE_READ(ops, freeing_mark) != NULL;
}

static __always_inline bool is_wanted_group(struct fsnotify_group *group)
{
	if (tracer_group && tracer_group != (__u64)group)
		return false;
	if (!inotify_only && !fanotify_only)
		return true;
	return is_inotify(group) ? !fanotify_only : !inotify_only;
}

static __always_inline void fill_current(struct party *party)
{
	struct gadget_process current;

	gadget_process_populate(&current);
	party->process.ppid = current.parent.pid;
	party->process.pid = current.pid;
	party->process.tid = current.tid;
	__builtin_memcpy(party->process.comm, current.comm, sizeof(current.comm));
	__builtin_memcpy(party->process.pcomm, current.parent.comm, sizeof(current.parent.comm));
	party->uid = current.creds.uid;
	party->gid = current.creds.gid;
	party->mntns_id = current.mntns_id;
	party->cgroup_id = current.cgroup_id;
}

static __always_inline void set_tracee(struct event *event, const struct party *tracee)
{
	event->tracee = tracee->process;
	event->tracee_mntns_id = tracee->mntns_id;
	event->tracee_cgroup_id = tracee->cgroup_id;
	event->tracee_uid_raw = tracee->uid;
	event->tracee_gid_raw = tracee->gid;
}

static __always_inline void set_tracer(struct event *event, const struct party *tracer)
{
	event->tracer = tracer->process;
	event->tracer_mntns_id = tracer->mntns_id;
	event->tracer_cgroup_id = tracer->cgroup_id;
	event->tracer_uid_raw = tracer->uid;
	event->tracer_gid_raw = tracer->gid;
}

/* What stays if nothing more is found out. */
static __always_inline void set_unknown(struct event *event)
{
	event->tracee_uid_raw = UNKNOWN_ID;
	event->tracee_gid_raw = UNKNOWN_ID;
	event->tracer_uid_raw = UNKNOWN_ID;
	event->tracer_gid_raw = UNKNOWN_ID;
	event->fa_type_raw = UNKNOWN_TYPE;
}

static __always_inline __u32 group_priority(struct fsnotify_group *group)
{
	struct fsnotify_group___prio_enum *named = (void *)group;

	if (bpf_core_field_exists(named->priority))
		return BPF_CORE_READ(named, priority);
	return BPF_CORE_READ(group, priority);
}

/* The fanotify event and the kernel's event begin at the same address, as the other kinds do. */
static __always_inline int fanotify_type(void *kernel_event)
{
	struct fanotify_event *event = kernel_event;
	struct fanotify_event___hashed *hashed = kernel_event;
	struct fanotify_event___plain_type *plain = kernel_event;

	if (bpf_core_field_exists(hashed->merge_list))
		return BPF_CORE_READ_BITFIELD_PROBED(event, type);
	if (bpf_core_field_exists(plain->type))
		return BPF_CORE_READ(plain, type);
	return UNKNOWN_TYPE;
}

/* NULL if the event holds no path. */
static __always_inline char *fanotify_path(void *kernel_event)
{
	int type = fanotify_type(kernel_event);

	if (type == FANOTIFY_EVENT_TYPE_PATH)
		return get_path_str(&((struct fanotify_path_event *)kernel_event)->path);
	if (type == FANOTIFY_EVENT_TYPE_PATH_PERM)
		return get_path_str(&((struct fanotify_perm_event *)kernel_event)->path);
	return NULL;
}

static __always_inline void fill_inotify(struct event *event, void *kernel_event)
{
	struct inotify_event_info *info = kernel_event;

	event->i_mask_raw = BPF_CORE_READ(info, mask) & ~FAN_EVENT_ON_CHILD; /* not for readers */
	event->i_wd = BPF_CORE_READ(info, wd);
	event->i_cookie = BPF_CORE_READ(info, sync_cookie);
	if (BPF_CORE_READ(info, name_len) > 0)
		bpf_probe_read_kernel_str(event->name, sizeof(event->name), &info->name);
}

static __always_inline void fill_fanotify(struct event *event, struct fsnotify_group *group,
					  void *kernel_event)
{
	struct fanotify_event *fanotify_event = kernel_event;

	if (!bpf_core_type_exists(struct fanotify_event))
		return;
	event->fa_mask_raw = BPF_CORE_READ(fanotify_event, mask);
	event->fa_type_raw = fanotify_type(kernel_event);
	event->fa_pid = BPF_CORE_READ(fanotify_event, pid, numbers[0].nr);
	event->fa_flags = BPF_CORE_READ(group, fanotify_data.flags);
	event->fa_f_flags = BPF_CORE_READ(group, fanotify_data.f_flags);
}

static __always_inline int enter_handler(enum fsnotify_gadget_type type, struct inode *inode,
					 struct inode *dir)
{
	struct insert_ctx insert = { .type = type };
	__u64 thread = bpf_get_current_pid_tgid();

	if (inode)
		insert.i_ino = BPF_CORE_READ(inode, i_ino);
	if (dir)
		insert.i_ino_dir = BPF_CORE_READ(dir, i_ino);
	bpf_map_update_elem(&fsnotify_insert_event_ctx, &thread, &insert, BPF_ANY);
	return 0;
}

static __always_inline int leave_handler(void)
{
	__u64 thread = bpf_get_current_pid_tgid();

	bpf_map_delete_elem(&fsnotify_insert_event_ctx, &thread);
	return 0;
}

SEC("kprobe/inotify_handle_inode_event")
int BPF_KPROBE(inotify_handle_inode_event_e, void *mark, __u32 mask, struct inode *inode,
	       struct inode *dir)
{
	return fanotify_only ? 0 : enter_handler(inotify, inode, dir);
}

SEC("kretprobe/inotify_handle_inode_event")
int BPF_KRETPROBE(inotify_handle_inode_event_x)
{
	return leave_handler();
}

/* The inode that a notification of 5.9 or 5.10 is about. */
static __always_inline struct inode *inode_of(void *data, int type)
{
	if (type == OLD_DATA_PATH)
		return BPF_CORE_READ((struct path *)data, dentry, d_inode);
	return type == OLD_DATA_INODE ? data : NULL;
}

/* Before 5.9 the arguments were others, in an order that changed: the inodes stay unknown. */
SEC("kprobe/inotify_handle_event")
int BPF_KPROBE(inotify_handle_event_e, void *group, __u32 mask, void *data, int type,
	       struct inode *dir)
{
	struct fsnotify_ops *ops = NULL;

	if (fanotify_only)
		return 0;
	if (!bpf_core_field_exists(ops->handle_inode_event))
		return enter_handler(inotify, NULL, NULL);
	return enter_handler(inotify, inode_of(data, type), dir);
}

SEC("kretprobe/inotify_handle_event")
int BPF_KRETPROBE(inotify_handle_event_x)
{
	return leave_handler();
}

SEC("kprobe/fanotify_handle_event")
int BPF_KPROBE(fanotify_handle_event_e)
{
	return inotify_only ? 0 : enter_handler(fanotify, NULL, NULL);
}

SEC("kretprobe/fanotify_handle_event")
int BPF_KRETPROBE(fanotify_handle_event_x)
{
	return leave_handler();
}

/*
 * The kernel may refuse the event or merge it with another, but destroys it then. A snapshot that
 * is there already was left by an event whose end went unseen. Without room for one the event will
 * come without tracee, or, if a tracee was asked for, not at all.
 */
SEC("kprobe/fsnotify_insert_event")
int BPF_KPROBE(fsnotify_insert_event_e, struct fsnotify_group *group, void *kernel_event)
{
	__u64 thread = bpf_get_current_pid_tgid();
	__u64 key = (__u64)kernel_event;
	struct insert_ctx insert = {};
	struct insert_ctx *found;
	struct snapshot *snapshot;
	char *path;

	if (!is_wanted_pid(tracee_pid, thread >> 32) || !is_wanted_group(group))
		return 0;
	found = bpf_map_lookup_elem(&fsnotify_insert_event_ctx, &thread);
	if (found)
		insert = *found;
	if (bpf_map_update_elem(&enriched_fsnotify_events, &key, &new_snapshot, BPF_ANY)) {
		if (tracee_pid)
			gadget_count_lost(&events);
		return 0;
	}
	snapshot = bpf_map_lookup_elem(&enriched_fsnotify_events, &key);
	if (!snapshot)
		return 0;
	fill_current(&snapshot->tracee);
	snapshot->i_ino = insert.i_ino;
	snapshot->i_ino_dir = insert.i_ino_dir;
	if (!bpf_core_type_exists(struct fanotify_event) || is_inotify(group))
		return 0;
	path = fanotify_path(kernel_event);
	if (path)
		bpf_probe_read_kernel_str(snapshot->name, sizeof(snapshot->name), path);
	return 0;
}

/* A group that shuts down takes its events out of the queue for nobody. */
SEC("kprobe/fsnotify_remove_first_event")
int BPF_KPROBE(ig_fa_pick_e, struct fsnotify_group *group)
{
	__u64 thread = bpf_get_current_pid_tgid();
	__u64 value = (__u64)group;

	if (!is_wanted_pid(tracer_pid, thread >> 32) || !is_wanted_group(group))
		return 0;
	if (BPF_CORE_READ(group, shutdown))
		return 0;
	if (bpf_map_update_elem(&fsnotify_remove_first_event_ctx, &thread, &value, BPF_ANY))
		gadget_count_lost(&events);
	return 0;
}

static __always_inline void fill_kernel_event(struct event *event, struct fsnotify_group *group,
					      void *kernel_event)
{
	event->timestamp_raw = bpf_ktime_get_boot_ns();
	event->prio = group_priority(group);
	if (is_inotify(group)) {
		event->type_raw = inotify;
		fill_inotify(event, kernel_event);
	} else {
		event->type_raw = fanotify;
		fill_fanotify(event, group, kernel_event);
	}
}

/* An event without snapshot was queued before we came, or tells that the queue was full. */
static __always_inline void output_picked(void *ctx, struct fsnotify_group *group,
					  void *kernel_event)
{
	struct event *event = gadget_reserve_buf(&events, sizeof(*event));
	__u64 key = (__u64)kernel_event;
	struct snapshot *snapshot;
	struct party tracer = {};

	if (!event)
		return;
	set_unknown(event);
	fill_current(&tracer);
	set_tracer(event, &tracer);
	fill_kernel_event(event, group, kernel_event);
	snapshot = bpf_map_lookup_elem(&enriched_fsnotify_events, &key);
	if (snapshot) {
		snapshot->tracer = tracer;
		set_tracee(event, &snapshot->tracee);
		event->i_ino = snapshot->i_ino;
		event->i_ino_dir = snapshot->i_ino_dir;
		if (event->type_raw == fanotify)
			__builtin_memcpy(event->name, snapshot->name, sizeof(event->name));
	} else if (tracee_pid) {
		gadget_discard_buf(event);
		return;
	}
	gadget_submit_buf(ctx, &events, event, sizeof(*event));
}

SEC("kretprobe/fsnotify_remove_first_event")
int BPF_KRETPROBE(ig_fa_pick_x, void *kernel_event)
{
	__u64 thread = bpf_get_current_pid_tgid();
	__u64 *group = bpf_map_lookup_elem(&fsnotify_remove_first_event_ctx, &thread);

	if (!group)
		return 0;
	if (kernel_event)
		output_picked(ctx, (struct fsnotify_group *)*group, kernel_event);
	bpf_map_delete_elem(&fsnotify_remove_first_event_ctx, &thread);
	return 0;
}

static __always_inline bool is_current_dying(void)
{
	struct task_struct___pending *task = (void *)bpf_get_current_task();

	return BPF_CORE_READ(task, pending.signal.sig[0]) & SIGKILL_BIT;
}

/*
 * What the kernel makes of the event. One that nobody has read is given up if the tracee is killed;
 * otherwise it found no place in the queue, and then the kernel allows what was asked for.
 */
static __always_inline enum fsnotify_gadget_response response_of(void *kernel_event)
{
	struct fanotify_perm_event *event = kernel_event;
	__u16 state = BPF_CORE_READ(event, state);

	if (state == PERM_ANSWERED)
		return BPF_CORE_READ(event, response) & FAN_RESPONSE_ACCESS;
	if (state == PERM_INIT && !is_current_dying())
		return allow;
	return interrupted;
}

static __always_inline bool is_wanted_response(struct fsnotify_group *group, void *kernel_event)
{
	if (inotify_only || !bpf_core_type_exists(struct fanotify_event))
		return false;
	return kernel_event && is_wanted_group(group) && !is_inotify(group) &&
	       fanotify_type(kernel_event) == FANOTIFY_EVENT_TYPE_PATH_PERM;
}

/*
 * Usually the tracee is here, with its answer. If it was killed after the tracer had read the
 * event, it is the tracer, who answers too late.
 */
static __always_inline void output_response(void *ctx, struct fsnotify_group *group,
					    void *kernel_event)
{
	__u64 thread = bpf_get_current_pid_tgid();
	__u64 key = (__u64)kernel_event;
	struct insert_ctx *insert = bpf_map_lookup_elem(&fsnotify_insert_event_ctx, &thread);
	bool tracee_is_here = insert && insert->type == fanotify;
	struct event *event = gadget_reserve_buf(&events, sizeof(*event));
	struct snapshot *snapshot;

	if (!event)
		return;
	set_unknown(event);
	fill_kernel_event(event, group, kernel_event);
	event->type_raw = fa_resp;
	event->fa_response_raw = response_of(kernel_event);
	snapshot = bpf_map_lookup_elem(&enriched_fsnotify_events, &key);
	if (snapshot) {
		set_tracee(event, &snapshot->tracee);
		set_tracer(event, &snapshot->tracer);
		__builtin_memcpy(event->name, snapshot->name, sizeof(event->name));
	} else {
		char *path = fanotify_path(kernel_event);

		if (path)
			bpf_probe_read_kernel_str(event->name, sizeof(event->name), path);
		if (tracee_is_here) {
			struct party tracee = {};

			fill_current(&tracee);
			set_tracee(event, &tracee);
		}
	}
	if (!is_wanted_pid(tracee_pid, event->tracee.pid) ||
	    !is_wanted_pid(tracer_pid, event->tracer.pid)) {
		gadget_discard_buf(event);
		return;
	}
	gadget_submit_buf(ctx, &events, event, sizeof(*event));
}

SEC("kprobe/fsnotify_destroy_event")
int BPF_KPROBE(fsnotify_destroy_event, struct fsnotify_group *group, void *kernel_event)
{
	__u64 key = (__u64)kernel_event;

	if (is_wanted_response(group, kernel_event))
		output_response(ctx, group, kernel_event);
	bpf_map_delete_elem(&enriched_fsnotify_events, &key);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
